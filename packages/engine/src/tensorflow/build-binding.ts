import { mkdir, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pythonAdvice, unpackWheel } from '../added-engine/fetch.ts';
import { wheelPython } from '../added-engine/pins.ts';
import { runCommand } from '../added-engine/run-command.ts';

const minutes = 60_000;

/** Of a wheel's 15,000 files: the C library and the headers that the binding includes. */
const wanted = String.raw`^(?P<path>tensorflow/(libtensorflow_(cc|framework)[.]|THIRD_PARTY|include/(LICENSE|tensorflow/(c|core/platform)/|(xla/)?tsl/)).*)`;

/** Unpacks TensorFlow's C library and headers into `folder/tensorflow`. */
export const unpackTensorflow = (wheel: string, folder: string): Promise<void> => unpackWheel(wheel, folder, wanted);

/** Installs the wheel with the CUDA libraries that it needs beside it, where its library looks for them. */
export async function installCudaLibraries(wheel: string, folder: string): Promise<void> {
  const python = process.env['PYTHON'] || 'python3';
  const parameters = ['-m', 'pip', 'install', '--no-cache-dir', '--disable-pip-version-check', '--target', folder];
  await runCommand(python, [...parameters, `${wheel}[and-cuda]`], {
    timeoutMs: 120 * minutes,
    advice: `${pythonAdvice} The wheel needs Python ${wheelPython.version}.`,
  });
}

/**
 * Compiles tfjs-node's binding against TensorFlow's C library, with the Node-API headers of npm's `node-api-headers`, so
 * that neither node-gyp nor Node's own headers are needed and one binary serves every Node.
 *
 * @param packageFolder the unpacked tfjs-node.
 * @param libraryFolder holds libtensorflow_cc, libtensorflow_framework and include.
 * @param output the binding; it finds the library at `../library/tensorflow` from its own folder.
 */
export async function buildBinding(packageFolder: string, libraryFolder: string, output: string): Promise<void> {
  const { include_dir: nodeHeaders } = createRequire(import.meta.url)('node-api-headers') as { include_dir: string };
  const apple = process.platform === 'darwin';
  const libraries = (await readdir(libraryFolder)).filter((name) => /^libtensorflow_(cc|framework)[.]/.test(name));
  await mkdir(join(output, '..'), { recursive: true });
  const origin = apple ? '@loader_path' : '$ORIGIN';
  await runCommand(
    process.env['CXX'] || 'c++',
    [
      ...[
        '-std=c++17',
        '-O2',
        '-fPIC',
        '-shared',
        '-DNAPI_VERSION=8',
        ...(apple ? ['-undefined', 'dynamic_lookup'] : []),
      ],
      ...['-I', nodeHeaders, '-I', join(libraryFolder, 'include')],
      ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((source) => join(packageFolder, 'binding', source)),
      ...libraries.map((name) => join(libraryFolder, name)),
      ...[`-Wl,-rpath,${origin}/../library/tensorflow`, '-o', output],
    ],
    {
      timeoutMs: 10 * minutes,
      advice: 'It is in the package g++ (Debian), gcc-c++ (Fedora) or the Xcode command line tools.',
    },
  );
  await rm(join(libraryFolder, 'include'), { recursive: true });
}
