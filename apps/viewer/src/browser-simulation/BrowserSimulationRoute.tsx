import { useCallback, useState } from 'react';
import { formatRoute, parseRoute } from '../state/route.ts';
import { BrowserSimulationPage } from './BrowserSimulationPage.tsx';
import { formatSimulationLink, parseSimulationLink, type SimulationLink } from './simulation-link.ts';
import { SimulationNight } from './SimulationNight.tsx';

/** Keys of which the page begins: those of the address. */
function linkOfAddress(): { readonly link?: SimulationLink; readonly problem?: string } {
  try {
    return { link: parseSimulationLink(parseRoute(location.hash).keys) };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

/** The page of a brain in this browser as the shell shows it, with its permalink in the address. */
export function BrowserSimulationRoute() {
  const [{ link, problem }] = useState(linkOfAddress);
  const note = useCallback((now: SimulationLink) => {
    const { page } = parseRoute(location.hash);
    history.replaceState(null, '', formatRoute({ page, keys: formatSimulationLink(now) }));
  }, []);
  return (
    <>
      {problem !== undefined && <p role="alert">The address asks for a life that cannot be: {problem}</p>}
      <BrowserSimulationPage
        {...(link && { initial: link })}
        onLink={note}
        renderNight={(source, playhead) => <SimulationNight source={source} playhead={playhead} />}
      />
    </>
  );
}
