import {
  formatOnednnPlan,
  formatPlan,
  installOnednn,
  installTensorflow,
  planInstallation,
  planOnednn,
  type EngineName,
  type InstallOptions,
  type InstallProgress,
  type InstallResult,
} from '@oneiros/engine';
import { UsageError } from '../errors.ts';
import type { Output } from '../output.ts';
import { formatDuration } from '../terminal/duration.ts';

export interface AddOptions {
  readonly gpu?: boolean;
  readonly source?: InstallOptions['source'];
  readonly dryRun?: boolean;
}

interface Addition {
  readonly plan: { readonly warnings: readonly string[] };
  readonly text: string;
  readonly install: (onProgress: (progress: InstallProgress) => void) => Promise<InstallResult>;
  /** What was added, in words. */
  readonly describe: (manifest: InstallResult['manifest']) => string;
}

const additionOf: Readonly<Record<EngineName, (options: AddOptions) => Addition>> = {
  onednn: ({ gpu, source }) => {
    if (gpu || source !== undefined) throw new UsageError('Expected --gpu and --source for tensorflow, got onednn.');
    const plan = planOnednn();
    return {
      plan,
      text: formatOnednnPlan(plan),
      install: (onProgress) => installOnednn(plan, onProgress),
      describe: ({ libraryVersion, package: name, packageVersion }) =>
        `oneDNN ${libraryVersion} of ${name} ${packageVersion}`,
    };
  },
  tensorflow: ({ gpu = false, source = 'auto' }) => {
    const plan = planInstallation({ gpu, source });
    return {
      plan,
      text: formatPlan(plan),
      install: (onProgress) => installTensorflow(plan, onProgress),
      describe: (manifest) =>
        `TensorFlow ${manifest.libraryVersion} under ${manifest.package} ${manifest.packageVersion} (${manifest.source})`,
    };
  },
};

/** Adds an engine, or only prints what would be done. */
export async function addEngine(engine: EngineName, options: AddOptions, output: Output): Promise<void> {
  const { plan, text, install, describe } = additionOf[engine](options);
  if (options.dryRun) {
    output.resultJson('engine-plan', plan);
    output.result(text);
    return;
  }
  plan.warnings.forEach((warning) => output.warn(warning));
  const { manifest, folder, changed } = await install(reporter(output));
  const { package: name, packageVersion, libraryVersion, source, gpu, seconds } = manifest;
  output.resultJson('engine-add', { changed, folder, name, packageVersion, libraryVersion, source, gpu, seconds });
  const what = describe(manifest);
  output.result(
    changed ? `${what} added in ${formatDuration(seconds)}: ${folder}` : `${what} is here already: ${folder}`,
  );
  output.result(`Use it: oneiros run --backend ${engine}. Undo it: oneiros engine remove ${engine}`);
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
