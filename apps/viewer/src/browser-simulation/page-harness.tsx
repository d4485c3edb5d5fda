import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import { BrowserSimulationPage } from './BrowserSimulationPage.tsx';
import { formatSimulationLink, parseSimulationLink, type SimulationLink } from './simulation-link.ts';

/** The page alone, with its permalink in the address: for end-to-end tests before and beside the whole viewer. */
const keys = new URLSearchParams(location.hash.slice(1));
const tell = (link: SimulationLink): void =>
  history.replaceState(null, '', `#${new URLSearchParams(formatSimulationLink(link)).toString()}`);

createRoot(document.getElementById('root')!).render(
  <BrowserSimulationPage initial={parseSimulationLink(Object.fromEntries(keys))} onLink={tell} />,
);
