import { useSyncExternalStore } from 'react';

/** Size of text in `tokens.css` on a screen of usual width, px. */
const usualPx = 15;

const textScale = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / usualPx;

function onResize(tell: () => void): () => void {
  window.addEventListener('resize', tell);
  return () => window.removeEventListener('resize', tell);
}

/** How much larger text is than usual, on a wide screen or by one's own choice in the browser: drawings grow with it. */
export const useTextScale = (): number => useSyncExternalStore(onResize, textScale);
