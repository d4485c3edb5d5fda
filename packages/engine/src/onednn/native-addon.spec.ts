import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackendUnavailableError } from '../errors.ts';
import { expectLoadable, type BuildStamp } from './native-addon.ts';

const refusal = (
  stamp: BuildStamp | undefined,
  extensions: string[] | undefined,
): BackendUnavailableError | undefined => {
  try {
    expectLoadable(stamp, extensions && new Set(extensions));
    return undefined;
  } catch (error) {
    return error as BackendUnavailableError;
  }
};

describe('expectLoadable', () => {
  it('accepts a build whose instructions this CPU has', () => {
    expect(refusal({ extensions: ['avx2'] }, ['avx2', 'fma'])).toBeUndefined();
    expect(refusal({ extensions: ['avx2'] }, undefined)).toBeUndefined();
  });

  it('refuses a build for another CPU and says how to build again', () => {
    const error = refusal({ extensions: ['avx2', 'avx512f'], cpu: 'EPYC' }, ['avx2']);
    expect(error).toBeInstanceOf(BackendUnavailableError);
    expect(error?.reason).toBe('it was built for EPYC and this CPU has no avx512f');
    expect(error?.advice).toContain('npm run build:native -w @oneiros/engine');
  });

  it('tells an absent build from one that failed, and names the packages for the latter', () => {
    expect(refusal(undefined, [])?.reason).toBe('it is not built');
    const failed = refusal({ failed: 'no C++ compiler (g++) was found' }, []);
    expect(failed?.reason).toContain('no C++ compiler');
    expect(failed?.advice).toMatch(/apt-get install g\+\+ libdnnl-dev.*dnf install.*brew install/);
  });
});

describe('the build without a compiler', () => {
  const script = fileURLToPath(new URL('../../native/build.mjs', import.meta.url));
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'oneiros-native-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const build = (...options: string[]): Promise<{ stderr: string }> =>
    promisify(execFile)(process.execPath, [script, '--out', folder, ...options], {
      env: { ...process.env, CXX: 'no-such-compiler' },
    });

  it('warns, names what to install and lets other packages be built', async () => {
    const { stderr } = await build();
    expect(stderr).toContain(
      'WARNING: the native back end was not built: no C++ compiler (no-such-compiler) was found',
    );
    expect(stderr).toContain('apt-get install g++ libdnnl-dev');
    const stamp = JSON.parse(await readFile(path.join(folder, 'stamp.json'), 'utf8')) as BuildStamp;
    expect(refusal(stamp, [])?.reason).toContain('no-such-compiler');
  });

  it('fails where it is checked', async () => {
    await expect(build('--check')).rejects.toMatchObject({ code: 1 });
  });
});
