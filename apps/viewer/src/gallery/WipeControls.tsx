import { useEffect } from 'react';
import { dreamLabel, type KeptDream } from './dream-ticks.ts';
import type { GalleryPlace } from './gallery-place.ts';

export interface WipeControlsProps {
  readonly place: GalleryPlace;
  onPlace(changes: Partial<GalleryPlace>): void;
  readonly kept: readonly KeptDream[];
  /** Tick of the sheet that is laid under as the earlier one. */
  readonly early: number | undefined;
  /** Ids of other runs. */
  readonly others: readonly string[];
  /** What is left and right of the edge, in words; null where nothing is laid over. */
  readonly sides: readonly [string, string] | null;
  /** Called with the share that lies left of the edge. */
  onEdge(share: number): void;
}

/** What is laid over the sheet, and where the edge between them is. */
export function WipeControls({ place, onPlace, kept, early, others, sides, onEdge }: WipeControlsProps) {
  // A run that is named by the address need not be in the list any longer.
  const ids = place.run === null || others.includes(place.run) ? others : [place.run, ...others];
  return (
    <>
      <label>
        Wipe
        <select
          value={place.wipe}
          onChange={({ target }) => {
            const wipe = target.value as GalleryPlace['wipe'];
            onPlace({ wipe, ...(wipe === 'run' && { run: place.run ?? ids[0]! }) });
          }}
        >
          <option value="none">off</option>
          <option value="early">early and late</option>
          {ids.length > 0 && <option value="run">this run and another</option>}
        </select>
      </label>
      {place.wipe === 'early' && (
        <label>
          with
          <select value={early} onChange={({ target }) => onPlace({ early: Number(target.value) })}>
            {kept.map((dream) => (
              <option key={dream.tick} value={dream.tick}>
                {dreamLabel(dream, kept)}
              </option>
            ))}
          </select>
        </label>
      )}
      {place.wipe === 'run' && (
        <label>
          with
          <select value={place.run ?? undefined} onChange={({ target }) => onPlace({ run: target.value })}>
            {ids.map((id) => (
              <option key={id} value={id}>
                {id}
              </option>
            ))}
          </select>
        </label>
      )}
      {sides && <Edge {...{ sides, onEdge }} percent={place.edge} onChange={(edge) => onPlace({ edge })} />}
    </>
  );
}

interface EdgeProps {
  readonly sides: readonly [string, string];
  readonly percent: number;
  onEdge(share: number): void;
  onChange(percent: number): void;
}

function Edge({ sides, percent, onEdge, onChange }: EdgeProps) {
  useEffect(() => onEdge(percent / 100), [percent, onEdge]);
  return (
    <label>
      Edge
      <input
        type="range"
        min={0}
        max={100}
        value={percent}
        aria-valuetext={`${percent} % ${sides[0]}, the rest ${sides[1]}`}
        onKeyDown={(event) => event.stopPropagation()}
        onChange={({ target }) => onChange(Number(target.value))}
      />
    </label>
  );
}
