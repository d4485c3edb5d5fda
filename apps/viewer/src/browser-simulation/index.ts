export { BrowserSimulationPage, type BrowserSimulationPageProps } from './BrowserSimulationPage.tsx';
export { BrowserSimulationRoute } from './BrowserSimulationRoute.tsx';
export {
  createBrowserSimulation,
  type Activity,
  type BrowserSimulation,
  type BrowserSimulationOptions,
} from './create-browser-simulation.ts';
export { formatSimulationLink, parseSimulationLink, type SimulationLink } from './simulation-link.ts';
export { SimulationNight } from './SimulationNight.tsx';
