/**
 * Replays golden fixtures on the back end webgpu: `node packages/engine/scripts/ci-webgpu.mjs [--all]`. Ends with 0 if every
 * one passed. It takes three narrow fixtures, which is a minute or two of a software adapter; with --all every fixture, and
 * then every op test of tfjs-core.
 *
 * Needs the built projects and an adapter: SwiftShader of Debian's `chromium` unless VK_ICD_FILENAMES names another driver.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const golden = join(root, 'test', 'dist', 'golden', 'main.js');
const conformance = join(root, 'packages', 'engine', 'conformance', 'run.mjs');
const narrow = ['pad', 'no-rem', 'wake-only'].flatMap((name) => ['--only', name]);
const isAll = process.argv.includes('--all');

process.env.VK_ICD_FILENAMES ||= '/usr/lib/chromium/vk_swiftshader_icd.json';
const succeeds = (program, ...parameters) =>
  spawnSync(process.execPath, [program, '--backend', 'webgpu', ...parameters], { cwd: root, stdio: 'inherit' })
    .status === 0;

const passed = succeeds(golden, ...(isAll ? [] : narrow)) && (!isAll || succeeds(conformance, '--all'));
process.exitCode = passed ? 0 : 1;
