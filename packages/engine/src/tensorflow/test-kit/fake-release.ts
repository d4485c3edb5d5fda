import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import type { Pins } from '../pins.ts';

/** A release of tfjs-node and TensorFlow small enough to be fetched, compiled and loaded within a test. */
export interface FakeRelease {
  /** Publishes tfjs-node with these files, in place of what was published before. */
  publish(options: FakeReleaseOptions): Pins;
  /** What npm and pip must find in their environment to look here and nowhere else. */
  readonly environment: Record<string, string>;
  close(): Promise<void>;
}

export interface FakeReleaseOptions {
  /** Source of tfjs-node's `scripts/install.js`. */
  readonly installer?: string;
  /** Source of the second file of the binding. */
  readonly backendSource?: string;
}

/** What `TF_Version` of the fake library answers. */
export const fakeVersion = '9.9.9-fake';
/** An installer as tfjs-node's own one: it leaves a prebuilt binding in the package. */
export const workingInstaller = `
const fs = require('fs');
fs.mkdirSync('lib/napi-v8', { recursive: true });
fs.copyFileSync('prebuilt.node', 'lib/napi-v8/tfjs_binding.node');
`;

const tags = { linux: 'manylinux_2_27_x86_64', darwin: 'macosx_12_0_arm64' } as const;
const compiler = process.env['CXX'] || 'c++';

const bindingSource = `
#include <node_api.h>
#include "tensorflow/c/c_api.h"
static napi_value init(napi_env env, napi_value exports) {
  napi_value version;
  napi_create_string_utf8(env, TF_Version(), NAPI_AUTO_LENGTH, &version);
  napi_set_named_property(env, exports, "TF_Version", version);
  return exports;
}
NAPI_MODULE(tfjs_binding, init)
`;

/** Makes packages, wheel and a registry of its own below `folder`. Needs a C++ compiler, python3 with pip, and tar. */
export async function createFakeRelease(folder: string): Promise<FakeRelease> {
  const archives = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const archive = archives.get(basename(request.url!));
    if (archive) return void response.end(archive);
    const name = decodeURIComponent(request.url!.slice(1));
    const version = versions.get(name);
    if (version === undefined) return void response.writeHead(404).end('{}');
    response.end(JSON.stringify({ name, 'dist-tags': { latest: '1.0.0' }, versions: { '1.0.0': version } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const versions = new Map<string, object>();

  const publishPackage = (name: string, files: Record<string, string | Buffer>) => {
    const archive = pack(join(folder, name), { name, version: '1.0.0', binary: { host: `${registry}any` } }, files);
    const sha512 = createHash('sha512').update(archive).digest('base64');
    // A name of its own, so that npm's cache never answers with what was published before.
    const file = `${basename(name)}-${archives.size}-1.0.0.tgz`;
    archives.set(file, archive);
    versions.set(name, { name, version: '1.0.0', dist: { tarball: registry + file, integrity: `sha512-${sha512}` } });
    return { name, version: '1.0.0', sha512 };
  };
  const prebuilt = compile(
    join(folder, 'prebuilt.node'),
    bindingSource.replace('#include "tensorflow/c/c_api.h"', versionSource),
  );
  const protobuf = publishPackage('google-protobuf', { 'index.js': '' });
  const wheel = makeWheel(join(folder, 'wheels'));
  return {
    publish: ({ installer = 'process.exit(1)', backendSource = 'int unused;' }) => {
      const binding = publishPackage('@tensorflow/tfjs-node', {
        'binding/tfjs_binding.cc': bindingSource,
        'binding/tfjs_backend.cc': backendSource,
        'scripts/install.js': installer,
        'prebuilt.node': prebuilt,
      });
      return { binding, protobuf, wheel };
    },
    environment: {
      npm_config_registry: registry,
      npm_config_cache: join(folder, 'npm-cache'),
      PIP_NO_INDEX: '1',
      PIP_FIND_LINKS: join(folder, 'wheels'),
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const versionSource = `extern "C" const char* TF_Version() { return "${fakeVersion}"; }`;

function compile(output: string, source: string, flags: readonly string[] = []): Buffer {
  mkdirSync(dirname(output), { recursive: true });
  const headers = join(
    dirname(execFileSync('node', ['-p', 'require.resolve("node-api-headers")']).toString()),
    'include',
  );
  const apple = process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : [];
  const parameters = ['-shared', '-fPIC', ...apple, ...flags, '-I', headers, '-x', 'c++', '-', '-o', output];
  execFileSync(compiler, parameters, { input: source });
  return readFileSync(output);
}

function pack(folder: string, description: object, files: Record<string, string | Buffer>): Buffer {
  const all = { 'package.json': JSON.stringify(description), ...files };
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, 'package', path)), { recursive: true });
    writeFileSync(join(folder, 'package', path), content);
  }
  return execFileSync('tar', ['-czf', '-', '-C', folder, 'package']);
}

function makeWheel(folder: string): Pins['wheel'] {
  const platformTag = tags[process.platform === 'darwin' ? 'darwin' : 'linux'];
  const library = process.platform === 'darwin' ? 'libtensorflow_cc.2.dylib' : 'libtensorflow_cc.so.2';
  const soname = process.platform === 'darwin' ? `-Wl,-install_name,@rpath/${library}` : `-Wl,-soname,${library}`;
  const path = join(folder, `fake_tensorflow-1.0.0-cp312-cp312-${platformTag}.whl`);
  compile(join(folder, 'build', library), versionSource, [soname]);
  const metadata = 'Metadata-Version: 2.1\\nName: fake-tensorflow\\nVersion: 1.0.0\\n';
  const script = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as wheel:
    wheel.write(sys.argv[2], 'tensorflow/${library}')
    wheel.writestr('tensorflow/include/tensorflow/c/c_api.h', 'extern "C" const char* TF_Version();')
    wheel.writestr('tensorflow/python/not_needed.py', '')
    wheel.writestr('fake_tensorflow-1.0.0.dist-info/METADATA', '${metadata}')
    wheel.writestr('fake_tensorflow-1.0.0.dist-info/WHEEL', 'Wheel-Version: 1.0\\nTag: cp312-cp312-${platformTag}\\n')
    wheel.writestr('fake_tensorflow-1.0.0.dist-info/RECORD', '')
`;
  execFileSync('python3', ['-c', script, path, join(folder, 'build', library)]);
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  return { project: 'fake-tensorflow', version: '1.0.0', platformTag, sha256, megabytes: 0.02 };
}
