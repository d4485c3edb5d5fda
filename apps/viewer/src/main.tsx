import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { hostAt } from './source/open-run.ts';
import { createRouter } from './state/router.ts';
import { applyTheme, storedTheme } from './ui/theme.ts';
import './ui/tokens.css';

applyTheme(storedTheme());
const basePath = new URL('.', document.baseURI).href;

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App host={hostAt(basePath)} router={createRouter(window)} basePath={basePath} />
  </StrictMode>,
);
