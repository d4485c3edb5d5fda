/**
 * Colours of ten classes, light enough to be seen on dark and dark enough on white; they are never the only sign: classes have
 * shapes too, and their names stand beside their centres.
 *
 * @source Okabe & Ito's palette, and Paul Tol's "bright" and "muted" schemes
 */
export const classColors: readonly string[] = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#b8860b',
  '#4da6d9',
  '#7a5cc4',
  '#6b8e23',
  '#aa4466',
  '#7f7f7f',
];

export const classColor = (label: number): string => classColors[label % classColors.length]!;

export const classShapes = ['circle', 'square', 'triangle', 'diamond', 'plus'] as const;
export type ClassShape = (typeof classShapes)[number];
export const classShape = (label: number): ClassShape => classShapes[label % classShapes.length]!;
