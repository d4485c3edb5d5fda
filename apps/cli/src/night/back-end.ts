import * as tf from '@tensorflow/tfjs';
import { arithmeticOf, selectBackend, type BackendReport } from '@oneiros/engine';
import type { RunEnvironment } from '@oneiros/journal';
import { cortexShapeOf, type RunConfig } from '@oneiros/simulation';
import type { Output } from '../output.ts';
import { version } from '../version.ts';

const RGB = 3;

/**
 * Makes a back end tfjs's current one, passes its warnings on, and tells a run directory what it computes with.
 * @param wanted in place of the back end that the configuration names
 */
export async function chooseBackend(
  config: RunConfig,
  output: Output,
  wanted: RunConfig['backend'] = config.backend,
): Promise<RunEnvironment> {
  // Otherwise tfjs advertises another back end on stderr.
  tf.enableProdMode();
  const report: BackendReport = await selectBackend({
    backend: wanted.name,
    ...(wanted.threads === undefined ? {} : { threads: wanted.threads }),
  });
  report.warnings.forEach((warning) => output.warn(warning));
  output.detail(`back end: ${report.name} ${report.version}, ${report.library}`);
  const arithmetic = arithmeticOf({ ...cortexShapeOf(config, RGB), batch: config.batchSize });
  return {
    backend: {
      name: report.name,
      threads: report.threads ?? null,
      version: report.version,
      ...(arithmetic && { arithmetic }),
    },
    oneiros: version,
  };
}
