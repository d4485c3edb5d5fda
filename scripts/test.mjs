/**
 * Sets up, then lints and tests every project and adds up their reports. The last line is `N passed, N failed, N skipped`;
 * it is also true where Nx took a project's results from its cache, because the reports are outputs of the task.
 *
 *   node scripts/test.mjs [options of `nx run-many`]
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNx, setUp } from './setup.mjs';

/** Folders of all projects that have a test script. */
function testedProjects() {
  const inFolder = (folder) => readdirSync(join(root, folder)).map((name) => join(folder, name));
  return [...inFolder('packages'), ...inFolder('apps'), 'test'].filter((folder) => {
    const manifest = join(root, folder, 'package.json');
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).scripts?.test !== undefined;
  });
}

/** Counts of one report: Vitest's own, or `{ passed, failed, skipped }`. */
function countsOf(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  if (report.numTotalTests === undefined) {
    if ([report.passed, report.failed, report.skipped].every(Number.isInteger)) return report;
    throw new Error('neither a report of Vitest nor { passed, failed, skipped }');
  }
  const failed = report.numFailedTests === 0 && report.success === false ? 1 : report.numFailedTests;
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + (report.numTodoTests ?? 0) };
}

/** Adds up every report of every project; a project without a report, or with an unreadable one, counts as failed. */
function addUp(projects) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const problem = (text) => {
    console.error(`test: ${text}`);
    sum.failed++;
  };
  for (const project of projects) {
    const folder = join(root, project, 'test-results');
    const reports = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
    if (!reports.includes('vitest.json')) problem(`${project} left no report of its tests`);
    for (const name of reports) {
      try {
        const counts = countsOf(join(folder, name));
        for (const key of Object.keys(sum)) sum[key] += counts[key];
      } catch (error) {
        problem(`${join(project, 'test-results', name)}: ${error.message}`);
      }
    }
  }
  return sum;
}

setUp();
const projects = testedProjects();
for (const project of projects) rmSync(join(root, project, 'test-results'), { recursive: true, force: true });
const succeeded = runNx(
  ['run-many', '-t', 'lint', 'test', '--nxBail=false', '--outputStyle=static', ...process.argv.slice(2)],
  { CI: 'true' },
);
const { passed, failed, skipped } = addUp(projects);
if (!succeeded && failed === 0) console.error('test: every test passed, but lint or a task of Nx failed; see above.');
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = succeeded && failed === 0 ? 0 : 1;
