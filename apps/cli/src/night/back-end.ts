import * as tf from '@tensorflow/tfjs';
import { selectBackend, type BackendReport } from '@oneiros/engine';
import type { RunEnvironment } from '@oneiros/journal';
import type { RunConfig } from '@oneiros/simulation';
import type { Output } from '../output.ts';
import { version } from '../version.ts';

/** Makes a back end tfjs's current one, passes its warnings on, and tells a run directory what it computes with. */
export async function chooseBackend(wanted: RunConfig['backend'], output: Output): Promise<RunEnvironment> {
  // Otherwise tfjs advertises another back end on stderr.
  tf.enableProdMode();
  const report: BackendReport = await selectBackend({
    backend: wanted.name,
    ...(wanted.threads === undefined ? {} : { threads: wanted.threads }),
  });
  report.warnings.forEach((warning) => output.warn(warning));
  output.detail(`back end: ${report.name} ${report.version}, ${report.library}`);
  return {
    backend: { name: report.name, threads: report.threads ?? null, version: report.version },
    oneiros: version,
  };
}
