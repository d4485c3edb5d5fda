import { countMeasured, extentOf, gateCurves, levelCurves, lossCurves } from './curves.ts';
import type { LaneData, LaneName } from './draw-lanes.ts';
import { countEpisodes, isStacked, stageRows, stagesOf } from './draw-hypnogram.ts';
import { binsIn, drawnOf, type Scene } from './scene.ts';

const percent = (share: number): string => `${Math.round(100 * share)} %`;
const short = (value: number): string => String(Number(value.toPrecision(3)));
const whole = (value: number): string => value.toLocaleString('en');

/** Share of the ticks in view that each stage has. */
export function stageShares(scene: Scene): { stage: string; share: number }[] {
  const counts = new Map<string, number>();
  let total = 0;
  for (const segment of scene.segments) {
    const { chunk } = segment;
    const [first, end] = binsIn(segment);
    for (let bin = first; bin < end; bin += 1) {
      chunk.stages.forEach((stage, code) => {
        const ticks = chunk.stageTicks[bin * chunk.stages.length + code]!;
        counts.set(stage, (counts.get(stage) ?? 0) + ticks);
        total += ticks;
      });
    }
  }
  return stageRows(stagesOf(scene)).map((stage) => ({
    stage,
    share: total === 0 ? 0 : (counts.get(stage) ?? 0) / total,
  }));
}

/** How much is drawn of how much: nothing is left out, several ticks share a point. */
export function drawnInWords(scene: Scene): string {
  const { bins, ticks, ticksPerBin } = drawnOf(scene);
  if (ticks === 0) return 'Nothing is drawn yet.';
  if (ticksPerBin === 1) return `${whole(bins)} points of ${whole(scene.ticks)} ticks: every tick in view.`;
  return `${whole(bins)} points of ${whole(ticks)} ticks in view: up to ${ticksPerBin} ticks a point, with their least, greatest and mean value. Zoom in for more.`;
}

/** What a lane shows, in a sentence. */
export function laneInWords(name: LaneName, scene: Scene, data: LaneData): string {
  if (scene.segments.length === 0) return 'Nothing yet.';
  switch (name) {
    case 'hypnogram': {
      const shares = stageShares(scene).map(({ stage, share }) => `${stage} ${percent(share)}`);
      const episodes = countEpisodes(scene);
      const kind = isStacked(scene) ? 'share of each state, stacked, because episodes are narrower than 2 px' : 'steps';
      return `${shares.join(', ')}; ${isStacked(scene) ? 'at least ' : ''}${whole(episodes)} episodes; drawn as ${kind}.`;
    }
    case 'levels':
      return (
        levelCurves.map(({ curve, label }) => `${label} ${rangeInWords(scene, curve)}`).join('; ') + '; threshold 0.5.'
      );
    case 'gates':
      return gateCurves.map(({ curve, label }) => `${label} ${rangeInWords(scene, curve)}`).join('; ') + '.';
    case 'losses': {
      const { notFinite } = countMeasured(
        scene,
        lossCurves.map(({ curve }) => curve),
      );
      const parts = lossCurves
        .filter(({ curve }) => countMeasured(scene, [curve]).measured > 0)
        .map(
          ({ curve, label }) =>
            `${label} ${rangeInWords(scene, curve)}, ${whole(countMeasured(scene, [curve]).measured)} values`,
        );
      if (parts.length === 0) return 'No losses were measured in view.';
      return `${parts.join('; ')}.${notFinite > 0 ? ' Some are not a number: the run diverged.' : ''}`;
    }
    case 'probes': {
      if (data.probes.length === 0) return 'No probes were measured.';
      return `${data.probes
        .map(
          ({ name: probe, points }) =>
            `${probe} ${percent(points.at(-1)![1])} at tick ${whole(points.at(-1)![0])}, ${points.length} values`,
        )
        .join('; ')}.`;
    }
    default:
      return name satisfies never;
  }
}

function rangeInWords(scene: Scene, curve: Parameters<typeof extentOf>[1][number]): string {
  const extent = extentOf(scene, [curve]);
  if (extent === null) return 'not measured';
  const [low, high] = extent;
  return low === high ? short(low) : `${short(low)} to ${short(high)}`;
}
