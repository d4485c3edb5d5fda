import { nightPresets, sleepModels } from '@oneiros/conductor';
import type { Output } from '../output.ts';
import { createPaint } from '../terminal/paint.ts';
import { manipulationCatalogue } from './manipulation-catalogue.ts';

interface Entry {
  readonly name: string;
  readonly line: string;
  /** What is arranged, calibrated or stands in; undefined where nothing is. */
  readonly label?: string;
}

const firstSentence = (text: string): string => /^.*?\.(?=\s|$)/.exec(text)?.[0] ?? text;

/** Prints presets, models and manipulations, and beside each what in it is arranged or stands in. */
export function listSchedules(output: Output): void {
  const presets = Object.entries(nightPresets).map(([name, { title, summary, calibrated, species, source }]) => ({
    ...{ name, title, summary, species, calibrated, source },
  }));
  const models = Object.values(sleepModels).map(({ name, title, summary, species, standIn, source }) => ({
    ...{ name, title, summary, species, standIn: standIn ?? null, source },
  }));
  const manipulations = manipulationCatalogue();
  output.resultJson('schedule-list', {
    presets,
    models,
    manipulations: manipulations.map(({ kind, summary, calibrated, sources }) => ({
      kind,
      summary,
      calibrated,
      sources,
    })),
  });
  const paint = createPaint(output.color);
  const section = (title: string, entries: readonly Entry[]): void => {
    output.result(paint.bold(title));
    for (const { name, line, label } of entries) {
      output.result(`  ${name.padEnd(24)}  ${line}`);
      if (label !== undefined) output.result(paint.dim(`${' '.repeat(28)}${firstSentence(label)}`));
    }
    output.result('');
  };
  section('Presets, nights and days', [
    ...presets.map(({ name, title, summary, calibrated }) => ({
      name,
      line: `${title}. ${summary}`,
      label: calibrated,
    })),
    {
      name: 'nights',
      line: 'A day of Wake, then cycles of NREM and REM, in mini-batches: the schedule of kind `nights`.',
    },
  ]);
  section(
    'Models, which sleep by themselves',
    models.map(({ name, title, summary, standIn }) => ({
      ...{ name, line: `${title}. ${summary}` },
      ...(standIn !== null && { label: `Stand-in or changed: ${standIn}` }),
    })),
  );
  section(
    'Manipulations, for `manipulations` of a schedule',
    manipulations.map(({ kind, summary, calibrated }) => ({
      ...{ name: kind, line: summary },
      ...(calibrated !== undefined && { label: calibrated }),
    })),
  );
  output.result(
    '`oneiros schedule show NAME` has parameters and sources, `preview NAME` the night, `run --schedule NAME` lives it.',
  );
}
