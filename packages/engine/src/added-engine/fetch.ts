import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ChecksumMismatchError, CommandFailedError } from './errors.ts';
import { sha256Of, type FetchRecord } from './manifest.ts';
import { wheelPython, type NpmPin, type WheelPin } from './pins.ts';
import { runCommand } from './run-command.ts';

const minutes = 60_000;
export const pythonAdvice = 'It is in the packages python3 and python3-pip (Debian, Fedora) or python (Homebrew).';

export interface Fetched {
  readonly path: string;
  readonly record: FetchRecord;
}

/**
 * Fetches one package with npm, without its dependencies and without running anything of it.
 *
 * @throws ChecksumMismatchError, MissingToolError, CommandFailedError.
 */
export async function fetchNpmPackage(pin: NpmPin, folder: string): Promise<Fetched> {
  await mkdir(folder, { recursive: true });
  const specification = `${pin.name}@${pin.version}`;
  const parameters = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder, specification];
  const answer = await runCommand('npm', parameters, { timeoutMs: 5 * minutes, advice: 'npm comes with Node.' });
  const [packed] = JSON.parse(answer) as { filename: string }[];
  // Older npm answers with the scope in the file's name, but writes `scope-name`.
  const path = join(folder, packed!.filename.replace('@', '').replaceAll('/', '-'));
  const actual = createHash('sha512')
    .update(await readFile(path))
    .digest('base64');
  if (actual !== pin.sha512) throw new ChecksumMismatchError(specification, pin.sha512, actual);
  const { size } = await stat(path);
  return { path, record: { what: `npm ${specification}`, bytes: size, checksum: `sha512-${actual}` } };
}

/** Unpacks what npm packed; its files lie under `package/` in the archive. */
export async function unpackNpmPackage(archive: string, into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  const parameters = ['-xzf', archive, '-C', into, '--strip-components=1', '--no-same-owner'];
  await runCommand('tar', parameters, { timeoutMs: 2 * minutes, advice: 'It is in the package tar.' });
}

/**
 * Fetches one wheel with pip, whatever Python runs pip.
 *
 * @param onBytes called about every second with what has come so far.
 * @throws ChecksumMismatchError, MissingToolError, CommandFailedError.
 */
export async function fetchWheel(pin: WheelPin, folder: string, onBytes: (bytes: number) => void): Promise<Fetched> {
  const temporary = join(folder, 'temporary');
  await mkdir(temporary, { recursive: true });
  const specification = `${pin.project}==${pin.version}`;
  const parameters = [
    ...['-m', 'pip', 'download', '--no-deps', '--no-cache-dir', '--disable-pip-version-check', '--progress-bar', 'off'],
    ...['--only-binary=:all:', '--platform', pin.platformTag, '--implementation', 'cp'],
    ...['--python-version', wheelPython.version, '--abi', wheelPython.abi, '--dest', folder, specification],
  ];
  await runCommand(process.env['PYTHON'] || 'python3', parameters, {
    timeoutMs: 30 * minutes,
    advice: pythonAdvice,
    environment: { ...process.env, TMPDIR: temporary },
    onSecond: () => void bytesBelow(temporary).then(onBytes, () => undefined),
  }).catch((error: unknown) => {
    if (error instanceof CommandFailedError && /No module named pip/.test(error.tail)) {
      throw new CommandFailedError(error.command, `${error.outcome}: this Python has no pip. ${pythonAdvice}`, '');
    }
    throw error;
  });
  const name = (await readdir(folder)).find((file) => file.endsWith('.whl'))!;
  const path = join(folder, name);
  const actual = await sha256Of(path);
  if (actual !== pin.sha256) throw new ChecksumMismatchError(name, pin.sha256, actual);
  const { size } = await stat(path);
  return { path, record: { what: `PyPI ${name}`, bytes: size, checksum: `sha256-${actual}` } };
}

const unpack = `
import os, re, shutil, sys, zipfile
archive, folder, wanted = sys.argv[1:]
with zipfile.ZipFile(archive) as wheel:
    for name in wheel.namelist():
        found = re.match(wanted, name)
        if not found or name.endswith('/'):
            continue
        path = os.path.join(folder, found.group('path'))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with wheel.open(name) as source, open(path, 'wb') as target:
            shutil.copyfileobj(source, target)
`;

/**
 * Unpacks part of a wheel.
 *
 * @param wanted a regular expression of Python from the start of a name; its group `path` is where the file goes.
 */
export async function unpackWheel(wheel: string, folder: string, wanted: string): Promise<void> {
  const python = process.env['PYTHON'] || 'python3';
  await runCommand(python, ['-c', unpack, wheel, folder, wanted], { timeoutMs: 10 * minutes, advice: pythonAdvice });
}

async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
