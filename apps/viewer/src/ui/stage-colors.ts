/**
 * Colours of stages, told apart by people with any of the three dichromacies and against their background (`tokens.css` has
 * the same; the test asks both). Figures are exported in the light ones.
 */
export const stageColors = {
  light: { wake: '#b58100', rem: '#a31545', n1: '#3a97d8', n2: '#2657ae', n3: '#22106e', nrem: '#2657ae' },
  dark: { wake: '#f4b028', rem: '#f03563', n1: '#c1e0ec', n2: '#4fabf6', n3: '#7a56e6', nrem: '#4fabf6' },
} as const;

export const surfaces = { light: '#fbfbf9', dark: '#14161a' } as const;
export type StageColorName = keyof (typeof stageColors)['light'];

/** The variable of `tokens.css` with the colour of a stage; stages that AASM does not know take one of four in turn. */
export function stageVariable(stage: string, others: readonly string[] = []): string {
  const name = { WAKE: 'wake', REM: 'rem', N1: 'n1', N2: 'n2', N3: 'n3', NREM: 'nrem' }[stage];
  return name === undefined ? `--stage-other-${(Math.max(0, others.indexOf(stage)) % 4) + 1}` : `--stage-${name}`;
}
