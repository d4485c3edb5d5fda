import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import { BrowserSimulationRoute } from './BrowserSimulationRoute.tsx';

/** The page without the shell, for end-to-end tests of it alone. */
createRoot(document.getElementById('root')!).render(<BrowserSimulationRoute />);
