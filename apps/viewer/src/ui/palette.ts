import { stageColors, surfaces } from './stage-colors.ts';

/** Colours by the names of their variables in `tokens.css`, without the dashes. */
export type Palette = (name: string) => string;

/** For figures that are exported: the light theme, wherever they are looked at. `tokens.css` has the same. */
export const lightColors: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(stageColors.light).map(([name, color]) => [`stage-${name}`, color])),
  'stage-other-1': '#5f6670',
  'stage-other-2': '#0f7b5f',
  'stage-other-3': '#8a4fb5',
  'stage-other-4': '#8c5a3c',
  surface: surfaces.light,
  'surface-raised': '#ffffff',
  'surface-sunken': '#f1f1ed',
  text: '#1b1d21',
  'text-muted': '#5a5f68',
  line: '#d9dad5',
  'line-strong': '#83878f',
  accent: '#0b5c7a',
  danger: '#a3231b',
  ach: '#0f7b5f',
  na: '#b4530f',
  'series-1': '#0b62a4',
  'series-2': '#b4530f',
  'series-3': '#0f7b5f',
  'series-4': '#a0408f',
  'series-5': '#6a5300',
};

export const lightPalette: Palette = (name) => lightColors[name] ?? lightColors.text!;

/** The colours of the page now. Call it again when the theme changes. */
export function pagePalette(element: Element): Palette {
  // A colour is asked of a probe: `light-dark()` is only resolved where it is used.
  const probe = document.createElement('span');
  element.append(probe);
  const known = new Map(
    Object.keys(lightColors).map((name) => {
      probe.style.color = `var(--${name})`;
      return [name, getComputedStyle(probe).color];
    }),
  );
  probe.remove();
  return (name) => known.get(name) ?? known.get('text')!;
}
