import {
  formatPlan,
  installTensorflow,
  planInstallation,
  type InstallOptions,
  type InstallProgress,
} from '@oneiros/engine';
import type { Output } from '../output.ts';
import { formatDuration } from '../terminal/duration.ts';

/** Adds the back end, or only prints what would be done. */
export async function addTensorflow(options: InstallOptions, dryRun: boolean, output: Output): Promise<void> {
  const plan = planInstallation(options);
  if (dryRun) {
    output.resultJson('engine-plan', plan);
    output.result(formatPlan(plan));
    return;
  }
  plan.warnings.forEach((warning) => output.warn(warning));
  const { manifest, folder, changed } = await installTensorflow(plan, reporter(output));
  const { package: name, packageVersion, libraryVersion, source, gpu, seconds } = manifest;
  output.resultJson('engine-add', { changed, folder, name, packageVersion, libraryVersion, source, gpu, seconds });
  const what = `TensorFlow ${libraryVersion} under ${name} ${packageVersion} (${source})`;
  output.result(
    changed ? `${what} added in ${formatDuration(seconds)}: ${folder}` : `${what} is here already: ${folder}`,
  );
  output.result('Use it: oneiros run --backend tensorflow. Undo it: oneiros engine remove tensorflow');
}

const reportEveryMs = 3000;

/** A remark for every step; a download's size at most every three seconds. */
function reporter(output: Output): (progress: InstallProgress) => void {
  let shown = '';
  let shownMs = 0;
  return ({ what, doneBytes, totalBytes }) => {
    const now = performance.now();
    if (what === shown && now - shownMs < reportEveryMs) return;
    const repeated = what === shown;
    shown = what;
    shownMs = now;
    const part = doneBytes === undefined || !repeated ? '' : ` ${megabytes(doneBytes)} of ${megabytes(totalBytes)} MB`;
    const whole = totalBytes === undefined || repeated ? '' : ` (${megabytes(totalBytes)} MB)`;
    output.note(`${what}${whole}${part}`);
  };
}

const megabytes = (bytes = 0): string => (bytes / 1e6).toFixed(0);
