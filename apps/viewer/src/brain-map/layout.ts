/** The drawing's coordinate system: a brain from the side, looking to the right. */
export const view = { width: 960, height: 600 } as const;

export interface Place {
  /** Id in the atlas. */
  readonly id: string;
  /** Short name on the map. */
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Where its number stands, below unless said. */
  readonly side?: 'right';
}

/** What the senses bring; not part of the brain, and not of the atlas. */
export const senses = { x: 74, y: 286, side: 44 } as const;

const areaPlaces: readonly Place[] = [
  { id: 'V1', name: 'V1', x: 200, y: 286, radius: 31 },
  { id: 'V2', name: 'V2', x: 314, y: 240, radius: 31 },
  { id: 'V4', name: 'V4', x: 438, y: 226, radius: 31 },
  { id: 'PIT', name: 'PIT', x: 540, y: 268, radius: 28 },
  { id: 'IT', name: 'IT', x: 636, y: 322, radius: 31, side: 'right' },
  { id: 'realityMonitor', name: 'mPFC', x: 796, y: 190, radius: 31 },
];

/** The areas of a run: those that were measured, or the four of the paper; an area that is not known stands at no place. */
export function placesOf(areas: readonly string[]): readonly Place[] {
  const inRun = areas.length > 0 ? [...areas, 'realityMonitor'] : ['V1', 'V2', 'V4', 'IT', 'realityMonitor'];
  return areaPlaces.filter(({ id }) => inRun.includes(id));
}

export const hippocampusPlaces: readonly Place[] = [
  { id: 'dentate-gyrus', name: 'DG', x: 610, y: 432, radius: 19 },
  { id: 'CA3', name: 'CA3', x: 532, y: 452, radius: 21 },
  { id: 'CA1', name: 'CA1', x: 496, y: 388, radius: 19 },
];

export const nucleusPlaces: readonly (Place & { readonly modulator: 'ach' | 'na' })[] = [
  { id: 'basal-forebrain', name: 'BF', x: 762, y: 336, radius: 19, modulator: 'ach' },
  { id: 'ppt-ldt', name: 'PPT/LDT', x: 402, y: 512, radius: 23, modulator: 'ach' },
  { id: 'locus-coeruleus', name: 'LC', x: 330, y: 544, radius: 19, modulator: 'na' },
];

/** Outlines that make it a brain, the ones behind first. */
export const outlines = {
  brainstem: 'M330 452 C 318 508 300 556 288 596 L 366 596 C 386 560 424 534 452 490 L 440 440 L 340 440 Z',
  cerebellum: 'M176 432 C 214 424 288 440 318 456 C 326 498 282 536 232 528 C 182 520 150 474 176 432 Z',
  cortex:
    'M132 352 C 92 268 118 160 232 100 C 348 42 560 26 700 62 C 842 98 910 188 890 270 C 882 306 852 322 818 334 C 828 372 794 404 744 424 C 690 476 588 504 500 492 C 452 486 420 460 372 448 C 290 428 170 428 132 352 Z',
} as const;

/** A path from one circle's edge to another's, bent to the left of its direction by so many px. */
export function bentPath(from: Place | Spot, to: Place | Spot, bend: number): string {
  const control = bentMiddle(from, to, bend);
  const start = onEdge(from, control);
  const end = onEdge(to, control, 7);
  const point = ({ x, y }: Pick<Spot, 'x' | 'y'>): string => `${x.toFixed(1)} ${y.toFixed(1)}`;
  return `M${point(start)} Q${point(control)} ${point(end)}`;
}

/** Half way between two places, so many px to the left of the direction. */
function bentMiddle(from: Spot, to: Spot, bend: number): Pick<Spot, 'x' | 'y'> {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  return { x: (from.x + to.x) / 2 + (dy / length) * bend, y: (from.y + to.y) / 2 - (dx / length) * bend };
}

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

function onEdge({ x, y, radius }: Spot, towards: Pick<Spot, 'x' | 'y'>, gap = 2): Pick<Spot, 'x' | 'y'> {
  const length = Math.hypot(towards.x - x, towards.y - y);
  const reach = (radius + gap) / length;
  return { x: x + (towards.x - x) * reach, y: y + (towards.y - y) * reach };
}

/** An area's synapses as the map draws them. */
export interface Edge {
  /** Such as `V2.feedback`: the area that owns them, and the pathway. */
  readonly key: string;
  readonly area: string;
  readonly pathway: 'feedforward' | 'feedback';
  readonly path: string;
  /** Where its sign stands. */
  readonly middle: Pick<Spot, 'x' | 'y'>;
}

const edge = (area: string, pathway: Edge['pathway'], from: Spot, to: Spot, bend: number): Edge => ({
  ...{ key: `${area}.${pathway}`, area, pathway },
  path: bentPath(from, to, bend),
  middle: bentMiddle(from, to, bend / 2 + 11),
});

/** Feedforward and feedback synapses of the areas, each drawn from where it starts to where it ends. */
export function edgesOf(places: readonly Place[]): Edge[] {
  const stream = places.filter(({ id }) => id !== 'realityMonitor');
  const below = (i: number): Spot => stream[i - 1] ?? { x: senses.x, y: senses.y, radius: senses.side / 2 };
  const edges = stream.flatMap((place, i): Edge[] => [
    edge(place.id, 'feedforward', below(i), place, 13),
    edge(place.id, 'feedback', place, below(i), 13),
  ]);
  const monitor = places.find(({ id }) => id === 'realityMonitor');
  const judged = stream.findLast(({ id }) => id !== 'IT');
  if (!monitor || !judged) return edges;
  return [...edges, edge('realityMonitor', 'feedforward', judged, monitor, 44)];
}

/** From IT into the hippocampus, and back as replay. */
export function hippocampusPaths(): {
  readonly encode: string;
  readonly replay: string;
  readonly inside: readonly string[];
} {
  const it = areaPlaces.find(({ id }) => id === 'IT')!;
  const [dg, ca3, ca1] = hippocampusPlaces as readonly [Place, Place, Place];
  return {
    encode: bentPath(it, dg, 10),
    inside: [bentPath(dg, ca3, -10), bentPath(ca3, ca1, -10)],
    replay: bentPath(ca1, it, 22),
  };
}

/** Where the modulators run over the cortex. */
export const modulatorPaths = {
  ach: ['M762 317 C 742 180 560 104 330 128', 'M424 506 C 560 556 730 520 760 359'],
  na: ['M322 527 C 250 420 150 390 158 286 C 166 170 330 84 560 82 C 690 82 790 112 834 168'],
} as const;
