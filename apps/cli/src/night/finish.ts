import { exitCodes } from '../exit-codes.ts';
import type { Output } from '../output.ts';
import { createPaint } from '../terminal/paint.ts';
import { live, type Night } from './live.ts';
import { formatReport } from './run-report.ts';

/** Lives through a night, prints what came out and sets the exit code. @throws DivergedError after the report. */
export async function liveAndReport(night: Night, output: Output): Promise<void> {
  const { report, divergence } = await live(night, output);
  output.result(formatReport(report, createPaint(output.color)));
  output.resultJson('run', report);
  if (report.status === 'interrupted') process.exitCode = exitCodes.resumeMe;
  if (divergence !== undefined) throw divergence;
}
