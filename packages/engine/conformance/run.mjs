/**
 * tfjs-core's own tests on one of our back ends:
 *   node conformance/run.mjs [--backend onednn|tensorflow|webgpu|cpu] [--all] [--suite ops/conv2d]... [--json]
 * Prints each failure and closes with `N passed, N failed, N skipped`; exit code 1 where any failed.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { allSuites, bundleEngine, bundleSuites } from './bundle.mjs';
import { overriddenSuites } from './overridden.mjs';
import { skips } from './skips.mjs';

const { values: options } = parseArgs({
  options: {
    backend: { type: 'string', default: 'onednn' },
    all: { type: 'boolean', default: false },
    suite: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
  },
});

const require = createRequire(import.meta.url);
const packageFolder = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const folder = path.join(packageFolder, 'build', `conformance-${process.pid}`);
process.on('exit', () => require('node:fs').rmSync(folder, { recursive: true, force: true }));

const suites = options.suite ?? (options.all ? allSuites() : overriddenSuites);
const engine = await import(pathToFileURL(await bundleEngine(path.join(packageFolder, 'src'), folder)).href);
engine.reportSlowKernels(() => {});
const report = await engine.selectBackend({ backend: options.backend });
if (report.name !== options.backend) throw new Error(`asked for ${options.backend}, got ${report.name}`);

const jasmineRequire = require('jasmine-core/lib/jasmine-core/jasmine.js');
const jasmine = jasmineRequire.core(jasmineRequire);
const environment = jasmine.getEnv({ suppressLoadErrors: true });
Object.assign(globalThis, jasmineRequire.interface(jasmine, environment), { jasmine });
jasmine.DEFAULT_TIMEOUT_INTERVAL = 20_000;

// Tests of warnings and of deprecated calls print; their words are no result.
for (const level of ['log', 'warn', 'info', 'debug']) console[level] = () => {};

const bundled = require(await bundleSuites(suites, folder));
bundled.start([{ name: options.backend, backendName: options.backend, isDataSync: true }], suites);

// jasmine's full name: suite, back end, its flags, test.
const skipOf = (name) =>
  skips.find(({ backend, suite, test }) => {
    const start = `${suite} ${backend} {} `;
    return backend === options.backend && (test === undefined ? name.startsWith(start) : name === `${start}${test}`);
  });
const counts = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const skipped = new Map();

environment.configure({ random: false, specFilter: (spec) => skipOf(spec.getFullName()) === undefined });
environment.addReporter({
  specDone({ fullName, status, pendingReason, failedExpectations }) {
    if (status === 'passed') counts.passed += 1;
    else if (status === 'failed') {
      counts.failed += 1;
      failures.push({ name: fullName, messages: failedExpectations.map(({ message }) => message.slice(0, 300)) });
    } else {
      counts.skipped += 1;
      const reason = skipOf(fullName)?.reason ?? (pendingReason || 'tfjs-core marks it as not to be run');
      skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
    }
  },
});
await new Promise((resolve) => {
  environment.addReporter({ jasmineDone: resolve });
  environment.execute();
});

const summary = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
if (options.json) {
  process.stdout.write(
    `${JSON.stringify({
      ...report,
      passed: counts.passed,
      failed: counts.failed,
      failures,
      skipped: Object.fromEntries(skipped),
    })}\n`,
  );
} else {
  for (const { name, messages } of failures) process.stdout.write(`FAILED ${name}\n  ${messages.join('\n  ')}\n`);
  for (const [reason, count] of skipped) process.stdout.write(`skipped ${count}: ${reason}\n`);
  process.stdout.write(`${report.library}: tfjs-core's tests, ${suites.length} files\n${summary}\n`);
}
process.exitCode = counts.failed > 0 ? 1 : 0;
