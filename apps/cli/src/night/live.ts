import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { recordRun, type WritableRun } from '@oneiros/journal';
import type { ImageCollection } from '@oneiros/senses';
import { nightsAfter, type DivergedError, type Simulation, type TickReport } from '@oneiros/simulation';
import { ReplaySubject } from 'rxjs';
import { exitCodes } from '../exit-codes.ts';
import type { Output } from '../output.ts';
import { dreamMoments, earlyAndLate, writeDreamSheet } from '../sheet/run-dreams.ts';
import { measureBaselines, readBaselines } from './baselines.ts';
import { watchInterrupts } from './interrupts.ts';
import { createProgress } from './progress.ts';
import { lossesFirstAndLast, type RunReport } from './run-report.ts';
import { createStopwatch, secondsPerMiniBatch } from './stopwatch.ts';

/** How the sheets are laid out that a run draws unasked. */
const layout = { count: 6, scale: 3 };

/** A run that is ready to live. */
export interface Night {
  readonly run: WritableRun;
  readonly simulation: Simulation;
  readonly images: ImageCollection;
}

/**
 * Lets a brain live through its run until it ends or a signal comes, with progress on stderr; draws its dreams on the way.
 * The first signal finishes the tick and writes a checkpoint, a second one ends the process at once.
 */
export async function live(
  { run, simulation, images }: Night,
  output: Output,
): Promise<{ report: RunReport; divergence: DivergedError | undefined }> {
  const started = performance.now();
  const stop$ = new ReplaySubject<void>(1);
  const progress = createProgress(output, simulation);
  const interrupts = watchInterrupts(
    (signal) => {
      progress.clear();
      output.note(`${signal}: finishing this tick and writing a checkpoint. Once more ends at once.`);
      stop$.next();
    },
    () => process.exit(exitCodes.failed),
  );
  try {
    const isNew = run.snapshot === undefined;
    const { readoutEveryEpochs, readoutEveryNights } = simulation.config.probes;
    if (isNew && readoutEveryEpochs + readoutEveryNights > 0) {
      output.note('Measuring what a linear readout tells from pixels, and from z before learning.');
      measureBaselines(run.folder, simulation, images);
    }
    drawMissingDreams(run.folder);
    const stopwatch = createStopwatch();
    const { status, ticks, state, divergence } = await recordRun({
      simulation,
      run,
      stop$,
      onTick: (report, runState) => {
        stopwatch.lap(report);
        drawDreams(run.folder, report);
        for (const event of report.events) {
          if (event.type === 'warning') {
            progress.clear();
            output.warn(event.message);
          }
        }
        progress.update(runState, simulation.tick);
      },
    });
    progress.clear();
    const moments = earlyAndLate(dreamMoments(run.folder));
    const secondsPerCycle = stopwatch.secondsPerCycle() ?? null;
    const report: RunReport = {
      run: run.folder,
      status,
      ticks,
      totalTicks: simulation.totalTicks,
      backend: { name: run.backend.name, threads: run.backend.threads },
      wallSeconds: (performance.now() - started) / 1000,
      secondsPerCycle,
      peakResidentMiB: process.resourceUsage().maxRSS / 1024,
      dataPreparationShare:
        secondsPerCycle === null
          ? null
          : secondsPerMiniBatch(images.train, simulation.config.batchSize) / secondsPerCycle,
      testImages: images.test.count,
      classes: images.test.classNames.length,
      baselines: readBaselines(run.folder) ?? null,
      readouts: state.probes.map(({ tick, epoch, testAccuracy, ridgeAccuracy = null }) => ({
        epoch,
        nights: nightsAfter(simulation.config.schedule, tick + 1),
        testAccuracy,
        ridgeAccuracy,
      })),
      losses: lossesFirstAndLast(state),
      dreams: moments.length === 0 ? null : writeDreamSheet(run.folder, moments, layout, 'early-and-late'),
    };
    return { report, divergence };
  } finally {
    interrupts.dispose();
  }
}

/** A process that was killed between a dream and its sheet left the sheet to the next one. */
function drawMissingDreams(runFolder: string): void {
  for (const moment of dreamMoments(runFolder)) {
    if (existsSync(join(runFolder, moment.file)) && !existsSync(join(runFolder, moment.file.replace(/\w+$/, 'png')))) {
      writeDreamSheet(runFolder, [moment], layout);
    }
  }
}

/** A sheet for each moment at which dreams are kept. */
function drawDreams(runFolder: string, { events }: TickReport): void {
  const files = events.flatMap((event) => (event.type === 'dream' ? [event.file] : []));
  if (files.length === 0) return;
  for (const moment of dreamMoments(runFolder)) {
    if (files.includes(moment.file)) writeDreamSheet(runFolder, [moment], layout);
  }
}
