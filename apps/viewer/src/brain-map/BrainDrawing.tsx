import { annotationOf } from '@oneiros/atlas';
import { useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import styles from './brain-map.module.css';
import {
  hippocampusPaths,
  hippocampusPlaces,
  modulatorPaths,
  nucleusPlaces,
  outlines,
  senses,
  view,
  type Place,
} from './layout.ts';
import type { LitArea, LitEdge, MapModel } from './map-model.ts';
import { edgeSign, edgeWidth } from './map-svg.ts';
import { termsInWords } from './plastic-now.ts';

export interface BrainDrawingProps {
  readonly model: MapModel;
  /** Id in the atlas. */
  readonly selected: string | null;
  onSelect(id: string): void;
}

/** The map as it is seen and clicked; every place is a button. */
export function BrainDrawing({ model, selected, onSelect }: BrainDrawingProps) {
  const { areas, edges, state } = model;
  const { encode, replay, inside } = hippocampusPaths();
  const level = { ach: state?.ach ?? 0, na: state?.na ?? 0 };
  return (
    <svg className={styles.map} viewBox={`0 0 ${view.width} ${view.height}`} role="group" aria-label="Brain map">
      <defs>
        {(['plus', 'minus', 'still'] as const).map((sign) => (
          <marker
            key={sign}
            id={`brain-map-${sign}`}
            viewBox="0 0 8 8"
            refX="1"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M0 0 8 4 0 8Z" className={styles[sign]} />
          </marker>
        ))}
      </defs>
      {Object.entries(outlines).map(([name, d]) => (
        <path key={name} d={d} className={styles.outline} />
      ))}
      {(['ach', 'na'] as const).map((name) => (
        <Button
          key={name}
          id={name === 'ach' ? 'acetylcholine' : 'noradrenaline'}
          selected={selected}
          onSelect={onSelect}
          label={level[name].toFixed(2)}
        >
          {modulatorPaths[name].map((d) => (
            <g key={d}>
              <path d={d} className={styles.reach} />
              <Lit
                as="path"
                light={0.12 + 0.88 * level[name]}
                d={d}
                className={`${styles.modulator} ${styles[name]}`}
              />
            </g>
          ))}
        </Button>
      ))}
      {edges.map((edge, i) => (
        // One stop for the keyboard a pathway: the synapses of the other areas are in the table.
        <EdgeButton key={edge.key} edge={edge} isStop={i < 2} selected={selected} onSelect={onSelect} />
      ))}
      <Button id="hippocampo-cortical-replay" selected={selected} onSelect={onSelect} label={replayLabel(model)}>
        <path d={replay} className={styles.reach} />
        <path d={encode} className={styles.reach} />
        <Lit as="path" light={0.18 + 0.82 * model.encoding} d={encode} className={styles.memory} />
        {inside.map((d) => (
          <path key={d} d={d} className={styles.inside} />
        ))}
        <Lit as="path" light={0.18 + 0.82 * model.replay} d={replay} className={`${styles.memory} ${styles.replay}`} />
      </Button>
      <Lit as="g" light={state?.gates.connected ? 1 : 0.3}>
        <rect
          x={senses.x - senses.side / 2}
          y={senses.y - senses.side / 2}
          width={senses.side}
          height={senses.side}
          className={styles.senses}
        />
        <text x={senses.x} y={senses.y + 5} className={styles.symbol}>
          x
        </text>
        <text x={senses.x} y={senses.y + senses.side / 2 + 17} className={styles.value}>
          {state === null ? '' : state.gates.connected ? 'senses' : 'shut'}
        </text>
      </Lit>
      <text x="548" y="486" className={styles.region}>
        hippocampus
      </text>
      {hippocampusPlaces.map((place) => (
        <PlaceButton key={place.id} place={place} light={0} kind="" selected={selected} onSelect={onSelect} label="" />
      ))}
      {areas.map((area) => (
        <g key={area.id}>
          <PlaceButton
            place={area}
            light={area.light}
            kind={styles.active!}
            selected={selected}
            onSelect={onSelect}
            label={activityLabel(area)}
          />
          <text {...numberAt(area)} className={styles.value} aria-hidden>
            {area.activity?.toPrecision(2) ?? ''}
          </text>
        </g>
      ))}
      {nucleusPlaces.map((place) => (
        <PlaceButton
          key={place.id}
          place={place}
          light={level[place.modulator]}
          kind={styles[place.modulator]!}
          selected={selected}
          onSelect={onSelect}
          label={`${place.modulator === 'ach' ? 'ACh' : 'NA'} ${level[place.modulator].toFixed(2)}`}
        />
      ))}
      <text x="846" y="140" className={`${styles.levelName} ${styles.na}`}>
        NA {level.na.toFixed(2)}
      </text>
      <text x="792" y="300" className={`${styles.levelName} ${styles.ach}`}>
        ACh {level.ach.toFixed(2)}
      </text>
    </svg>
  );
}

const numberAt = ({ x, y, radius, side }: Place): { x: number; y: number } =>
  side === 'right' ? { x: x + radius + 24, y: y + 4 } : { x, y: y + radius + 16 };

const activityLabel = ({ activity }: LitArea): string =>
  activity === undefined ? 'activity not measured' : `mean activity ${activity.toPrecision(3)}`;

const replayLabel = ({ replay, encoding }: MapModel): string =>
  [replay > 0 && 'replays', encoding > 0 && 'encodes'].filter(Boolean).join(' and ') || 'still';

interface ButtonProps {
  readonly id: string;
  readonly selected: string | null;
  /** What is to be said beside the name. */
  readonly label: string;
  readonly children: ReactNode;
  /** Name on the map, where it stands there. */
  readonly short?: string;
  /** Whether Tab stops here. */
  readonly isStop?: boolean;
  onSelect(id: string): void;
}

function Button({ id, selected, label, children, short, isStop = true, onSelect }: ButtonProps) {
  const { name } = annotationOf(id);
  const title = `${short ? `${short}, ` : ''}${name}${label ? `: ${label}` : ''}`;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    event.stopPropagation();
    onSelect(id);
  };
  return (
    <g
      role="button"
      tabIndex={isStop ? 0 : -1}
      aria-pressed={selected === id}
      aria-label={title}
      className={styles.button}
      onClick={() => onSelect(id)}
      onKeyDown={onKeyDown}
    >
      <title>{title}</title>
      {children}
    </g>
  );
}

interface PlaceButtonProps extends Omit<ButtonProps, 'id' | 'children' | 'short'> {
  readonly place: Place;
  readonly light: number;
  readonly kind: string;
}

function PlaceButton({ place: { id, name, x, y, radius }, light, kind, ...rest }: PlaceButtonProps) {
  return (
    <Button id={id} short={name} {...rest}>
      <circle cx={x} cy={y} r={radius} className={styles.place} />
      <Lit as="circle" light={light} cx={x} cy={y} r={radius} className={`${styles.light} ${kind}`} />
      <circle cx={x} cy={y} r={radius} className={styles.rim} />
      {kind === styles.ach || kind === styles.na ? (
        <text x={x - radius - 6} y={y + 4} className={`${styles.small} ${styles.beside}`}>
          {name}
        </text>
      ) : (
        <text x={x} y={y + 5} className={radius < 26 ? styles.small : styles.name}>
          {name}
        </text>
      )}
    </Button>
  );
}

function EdgeButton({
  edge,
  ...rest
}: { readonly edge: LitEdge } & Pick<ButtonProps, 'isStop' | 'selected' | 'onSelect'>) {
  const sign = edgeSign(edge);
  const path = useRef<SVGPathElement>(null);
  useLayoutEffect(() => path.current?.style.setProperty('stroke-width', `${edgeWidth(edge.light)}`), [edge.light]);
  const change = edge.change === undefined ? '' : `, weights changed by ${edge.change.toPrecision(3)}`;
  const label = `${edge.area} ${termsInWords(edge.terms)}${change}`;
  return (
    <g>
      <Button id={edge.pathway} label={label} {...rest}>
        <path d={edge.path} className={styles.reach} />
        <path
          ref={path}
          d={edge.path}
          className={`${styles.edge} ${styles[sign]}`}
          markerEnd={`url(#brain-map-${sign})`}
        />
      </Button>
      {sign !== 'still' && (
        <text x={edge.middle.x} y={edge.middle.y + 4} className={`${styles.sign} ${styles[sign]}`} aria-hidden>
          {sign === 'plus' ? '+' : '−'}
        </text>
      )}
    </g>
  );
}

type LitProps =
  | ({ readonly as: 'path'; readonly light: number } & React.SVGProps<SVGPathElement>)
  | ({ readonly as: 'circle'; readonly light: number } & React.SVGProps<SVGCircleElement>)
  | ({ readonly as: 'g'; readonly light: number } & React.SVGProps<SVGGElement>);

/** Something as bright as its value: SVG's own attribute, which no policy on styles refuses. */
function Lit({ as: Tag, light, ...rest }: LitProps) {
  const Element = Tag as 'g';
  return <Element opacity={light} {...(rest as React.SVGProps<SVGGElement>)} />;
}
