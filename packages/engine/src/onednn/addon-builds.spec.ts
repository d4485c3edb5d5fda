import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackendUnavailableError } from '../errors.ts';
import { addedBinding, findAddonBuild, isVersionAtLeast, packageFolder, type BuildStamp } from './addon-builds.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'oneiros-native-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const none = '/nowhere';
const refusal = (packageFolder: string): BackendUnavailableError | undefined => {
  try {
    findAddonBuild(packageFolder, none);
    return undefined;
  } catch (error) {
    return error as BackendUnavailableError;
  }
};

/** Loads the addon of this checkout in a process of its own. @returns what it says of itself */
async function loadWith(instructionSet: string): Promise<{ instructionSet: string; libraryInstructionSet: string }> {
  const program = `
    import('@oneiros/engine').then(({ describeBackends }) => describeBackends()).then(([native]) => {
      if (!native.available) throw new Error(native.reason);
      const [instructionSet, libraryInstructionSet] = native.instructionSets;
      process.stdout.write(JSON.stringify({ instructionSet, libraryInstructionSet }));
    });`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    cwd: packageFolder,
    env: { ...process.env, ONEIROS_ISA: instructionSet },
  });
  return JSON.parse(stdout) as { instructionSet: string; libraryInstructionSet: string };
}

describe('findAddonBuild', () => {
  it('tells an absent build from one that failed, and names the packages for the latter', async () => {
    expect(refusal(path.join(folder, 'nowhere'))).toMatchObject({ reason: 'it is not built' });
    const failed = path.join(folder, 'failed');
    await mkdir(path.join(failed, 'build'), { recursive: true });
    await writeFile(path.join(failed, 'build', 'stamp.json'), '{ "failed": "no C++ compiler (g++) was found" }');
    expect(refusal(failed)).toBeInstanceOf(BackendUnavailableError);
    expect(refusal(failed)?.reason).toContain('no C++ compiler');
    expect(refusal(failed)?.advice).toMatch(/apt-get install g\+\+ libdnnl-dev.*dnf install.*brew install/);
  });
});

describe('a package with an addon for this platform', () => {
  let brought = '';
  const place = async (where: string, stamp: BuildStamp): Promise<string> => {
    const at = path.join(brought, where);
    await mkdir(at, { recursive: true });
    await writeFile(path.join(at, 'stamp.json'), JSON.stringify(stamp));
    await writeFile(path.join(at, 'oneiros_engine.node'), '');
    return at;
  };
  const prebuilt = path.join('prebuilt', `${process.platform}-${process.arch}`, 'addon');
  beforeAll(async () => {
    brought = path.join(folder, 'brought');
    await mkdir(path.join(brought, 'native'), { recursive: true });
    await writeFile(path.join(brought, 'native', 'addon.cc'), '// sources');
  });

  it('takes it where the C library is new enough, and says so where it is not', async () => {
    await place(prebuilt, { onednn: '3.2.0', glibc: '2.0' });
    if (process.platform === 'linux') expect(findAddonBuild(brought, none).origin).toBe('prebuilt');
    await place(prebuilt, { onednn: '3.2.0', glibc: '99.0' });
    expect(refusal(brought)?.reason).toMatch(/the prebuilt one needs the GNU C library 99\.0, this system has/);
  });

  it('prefers what was built in it, and to that what was added and is of its sources', async () => {
    await place('build', { onednn: '2.6.3' });
    expect(findAddonBuild(brought, none)).toMatchObject({ origin: 'built here', stamp: { onednn: '2.6.3' } });
    const added = path.join(brought, 'cache');
    await place(path.join('cache', 'addon-0123456789abcdef'), { onednn: '3.0.0' });
    expect(findAddonBuild(brought, added).origin).toBe('built here');
    await place(path.join('cache', path.dirname(addedBinding(brought))), { onednn: '3.2.0' });
    expect(findAddonBuild(brought, added)).toMatchObject({ origin: 'added', stamp: { onednn: '3.2.0' } });
    await writeFile(path.join(brought, 'native', 'addon.cc'), '// other sources');
    expect(findAddonBuild(brought, added).origin).toBe('built here');
  });

  it('compares versions by numbers', () => {
    expect(isVersionAtLeast('2.36', '2.4')).toBe(true);
    expect(isVersionAtLeast('2.4', '2.36')).toBe(false);
    expect(isVersionAtLeast('3.0', '2.36')).toBe(true);
    expect(isVersionAtLeast('2.36', '2.36')).toBe(true);
  });
});

describe.skipIf(process.arch !== 'x64')('ONEIROS_ISA', () => {
  it('holds our kernels and those of oneDNN to the instruction set that it names', async () => {
    expect(await loadWith('baseline')).toEqual({ instructionSet: 'baseline', libraryInstructionSet: 'sse41' });
  });

  it('refuses what the CPU or the build lacks and names what they have', async () => {
    await expect(loadWith('altivec')).rejects.toMatchObject({
      stderr: expect.stringMatching(/"altivec"; expected one that this CPU and this build have: .*baseline/) as string,
    });
  });
});

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('code for one instruction set', () => {
  const objects = path.join(packageFolder, 'build', 'objects');
  const named = (set: string): string[] => readdirSync(objects).filter((name) => name.includes(`-${set}-`));

  /** Functions that the linker may take from any object that has them. */
  const sharedIn = async (object: string): Promise<string[]> => {
    const { stdout } = await promisify(execFile)('nm', ['-C', path.join(objects, object)], { maxBuffer: 1 << 26 });
    return stdout.split('\n').filter((line) => / [WVu] /.test(line));
  };

  it.each(['avx512', 'avx2'])('is no code that others may run, too: %s', async (name) => {
    expect(named(name).length).toBeGreaterThan(5);
    const strangers = (await Promise.all(named(name).map(sharedIn)))
      .flat()
      .filter((line) => !line.includes(`oneiros::fast::${name}::`) && !/DW[.]ref[.]/.test(line));
    expect(strangers).toEqual([]);
  });
});

describe('the build without a compiler', () => {
  const script = fileURLToPath(new URL('../../native/build.mjs', import.meta.url));
  const out = (): string => path.join(folder, 'build');
  const build = (...options: string[]): Promise<{ stderr: string }> =>
    promisify(execFile)(process.execPath, [script, '--out', out(), ...options], {
      env: { ...process.env, CXX: 'no-such-compiler' },
    });

  it('warns, names what to install and lets other packages be built', async () => {
    const { stderr } = await build();
    expect(stderr).toContain(
      'WARNING: the native back end was not built: no C++ compiler (no-such-compiler) was found',
    );
    expect(stderr).toContain('apt-get install g++ libdnnl-dev');
    const stamp = JSON.parse(await readFile(path.join(out(), 'stamp.json'), 'utf8')) as BuildStamp;
    expect(stamp.failed).toContain('no-such-compiler');
    expect(refusal(folder)?.reason).toContain('no-such-compiler');
  });

  it('fails where it is checked', async () => {
    await expect(build('--check')).rejects.toMatchObject({ code: 1 });
  });
});
