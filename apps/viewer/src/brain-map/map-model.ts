import { annotationOf } from '@oneiros/atlas';
import type { RunConfig } from '@oneiros/simulation/config';
import { edgesOf, placesOf, type Edge, type Place } from './layout.ts';
import { greatestOf, measurementFor, shareOf, type Greatest, type MeasuredAreas } from './measured-areas.ts';
import type { MomentState } from './moment-state.ts';
import { plasticNow, signOf, termsInWords, type Term } from './plastic-now.ts';

export interface LitArea extends Place {
  /** Mean absolute activity; undefined where it was not measured. */
  readonly activity: number | undefined;
  /** 0..1, of the greatest in the run. */
  readonly light: number;
}

export interface LitEdge extends Edge {
  /** Mean absolute change of the weights; undefined where it was not measured. */
  readonly change: number | undefined;
  /** 0..1, of the greatest in the run. */
  readonly light: number;
  readonly terms: readonly Term[];
  /** -1..1; 0 where nothing trains it. */
  readonly sign: number;
}

/** All that the map shows at one tick. */
export interface MapModel {
  readonly state: MomentState | null;
  readonly areas: readonly LitArea[];
  readonly edges: readonly LitEdge[];
  /** The tick that activity and change of weights were measured in; null before the first. */
  readonly measuredAt: number | null;
  readonly isSameStage: boolean;
  /** 0..1 */
  readonly replay: number;
  readonly encoding: number;
  /** Id in the atlas of what goes on: wake, perturbed-dreaming, adversarial-dreaming. */
  readonly process: string | null;
}

export interface MapInput {
  readonly tick: number;
  readonly state: MomentState | null;
  readonly config: RunConfig | null;
  readonly measured: readonly MeasuredAreas[];
  readonly greatest?: Greatest;
  readonly stageOf: (tick: number) => string | undefined;
}

export function mapModel({
  tick,
  state,
  config,
  measured,
  greatest = greatestOf(measured),
  stageOf,
}: MapInput): MapModel {
  const found = measurementFor(measured, tick, stageOf);
  const activity = found?.measured.activity ?? {};
  const changes = found?.measured.plasticity ?? {};
  const plastic = state && config ? plasticNow(state, config) : null;
  const places = placesOf(Object.keys(greatest.activity));
  return {
    state,
    measuredAt: found?.measured.tick ?? null,
    isSameStage: found?.isSameStage ?? false,
    areas: places.map((place) => ({
      ...place,
      activity: activity[place.id],
      light: shareOf(activity[place.id], greatest.activity[place.id]),
    })),
    edges: edgesOf(places).map((edge) => {
      const change = changes[edge.area]?.[edge.pathway];
      const terms = plastic ? plastic[edge.area === 'realityMonitor' ? 'realityMonitor' : edge.pathway] : [];
      return { ...edge, change, light: shareOf(change, greatest.change[edge.key]), terms, sign: signOf(terms) };
    }),
    replay:
      state && !state.gates.connected
        ? Math.max(state.gates.nrem, state.gates.discriminator)
        : (state?.gates.nrem ?? 0),
    encoding: state?.gates.connected ? 1 : 0,
    process: state && processOf(state),
  };
}

/** What the gates make of a moment, as an id of the atlas. */
export function processOf({ gates }: MomentState): string {
  if (gates.nrem > gates.discriminator) return 'perturbed-dreaming';
  return gates.target >= 0.5 ? 'wake' : 'adversarial-dreaming';
}

const small = (value: number): string => (value === 0 ? '0' : value.toPrecision(3));

/** What a screen reader says of the map. */
export function mapInWords({ state, areas, edges, measuredAt, process }: MapModel): string {
  if (state === null) return 'The state of this tick is on its way.';
  const learns = (pathway: 'feedforward' | 'feedback'): string =>
    termsInWords(edges.find((edge) => edge.pathway === pathway && edge.area !== 'realityMonitor')?.terms ?? []);
  const measured = areas.flatMap(({ name, activity }) =>
    activity === undefined ? [] : [`${name} ${small(activity)}`],
  );
  return [
    `Tick ${state.tick.toLocaleString('en')}, ${state.stage}: ${process ? annotationOf(process).name : ''}.`,
    `Acetylcholine ${state.ach.toFixed(2)}, noradrenaline ${state.na.toFixed(2)}.`,
    `Feedforward ${learns('feedforward')}; feedback ${learns('feedback')}.`,
    measuredAt === null
      ? 'No activity was measured up to here.'
      : `Mean activity at tick ${measuredAt.toLocaleString('en')}: ${measured.join(', ')}.`,
  ].join(' ');
}

/** A row for each area, for the table and the CSV. */
export function mapRows({ areas, edges }: MapModel): string[][] {
  return [
    ['area', 'mean activity', 'change of feedforward weights', 'feedforward', 'change of feedback weights', 'feedback'],
    ...areas.map(({ id, activity }) => {
      const of = (pathway: Edge['pathway']) => edges.find((edge) => edge.area === id && edge.pathway === pathway);
      const cells = (edge: LitEdge | undefined): string[] =>
        edge ? [edge.change === undefined ? '' : small(edge.change), termsInWords(edge.terms)] : ['', ''];
      return [id, activity === undefined ? '' : small(activity), ...cells(of('feedforward')), ...cells(of('feedback'))];
    }),
  ];
}
