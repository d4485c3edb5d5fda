/**
 * Processor time of a simulated week of every sleep model, the best of five, and its hypnogram's shares. After a build:
 *
 *   node packages/conductor/scripts/measure-models.mjs
 */
import { createModelRun, meansByStage, sleepModels } from '@oneiros/conductor';

const WEEK_SECONDS = 7 * 86_400;

const measure = (name) => {
  const run = createModelRun(name);
  const before = process.cpuUsage();
  run.advance(WEEK_SECONDS);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

for (const { name, species, stepSeconds } of Object.values(sleepModels)) {
  const milliseconds = Math.min(...Array.from({ length: 5 }, () => measure(name)));
  const stages = meansByStage(createModelRun(name), { seconds: WEEK_SECONDS, sampleSeconds: 10 });
  const shares = Object.entries(stages).map(([stage, { share }]) => `${stage} ${(100 * share).toFixed(1)} %`);
  const time = `${milliseconds.toFixed(0)} ms`.padStart(7);
  console.log(
    `${name.padEnd(24)} ${species.padEnd(7)} steps of ${stepSeconds} s ${time} a week   ${shares.join(', ')}`,
  );
}
