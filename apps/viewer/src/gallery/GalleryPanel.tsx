import { apiPaths, type RunsFile } from '@oneiros/timeline';
import { useEffect, useMemo, useState } from 'react';
import type { NightPanelProps } from '../app/night-panels.ts';
import { newestFirst } from '../app/newest-run.ts';
import { fetchJson } from '../source/fetch-file.ts';
import { openRun } from '../source/open-run.ts';
import { DreamGallery } from './DreamGallery.tsx';
import { galleryOfKeys, keysOfGallery } from './gallery-place.ts';
import type { OtherRuns } from './use-other-run.ts';

/** The gallery of a run among others, kept in the address. */
export function GalleryPanel({ source, playhead, address }: NightPanelProps) {
  const others = useOthers(address);
  const [start] = useState(() => galleryOfKeys(address?.router.route.keys ?? {}));
  return (
    <DreamGallery
      source={source}
      playhead={playhead}
      start={start}
      {...(others && { others })}
      {...(address && { onPlace: (place) => address.router.note(keysOfGallery(place)) })}
    />
  );
}

/** The other runs of the folder, as they are when the night is opened. */
function useOthers(address: NightPanelProps['address']): OtherRuns | undefined {
  const [ids, setIds] = useState<readonly string[]>([]);
  const { host, id } = address ?? {};
  useEffect(() => {
    if (host === undefined) return;
    let isGone = false;
    fetchJson<RunsFile>(host.fetchFile, apiPaths.runs).then(
      ({ runs }) => {
        const beside = newestFirst(runs).filter((run) => run.id !== id);
        if (!isGone) setIds(beside.map((run) => run.id));
      },
      () => {}, // the runs page says what is wrong with the list; one run can be looked at without it
    );
    return () => {
      isGone = true;
    };
  }, [host, id]);
  return useMemo(() => host && { ids, open: (other: string) => openRun(other, host) }, [host, ids]);
}
