import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lightColors } from './palette.ts';
import { stageColors, stageVariable, surfaces } from './stage-colors.ts';

type Triple = readonly [number, number, number];

const linear = (hex: string): Triple =>
  [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Triple;

/** WCAG 2.2 contrast ratio. */
function contrast(a: string, b: string): number {
  const luminance = ([red, green, blue]: Triple) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const [dark, light] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** @source Machado et al. 2009, IEEE TVCG 15:1291, severity 1 */
const sights: Record<string, readonly number[]> = {
  usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

/** Oklab of a colour as a sight sees it. @source Ottosson 2020 */
function seen(hex: string, m: readonly number[]): Triple {
  const c = linear(hex);
  const [r, g, b] = [0, 3, 6].map((row) => Math.max(0, m[row]! * c[0] + m[row + 1]! * c[1] + m[row + 2]! * c[2]));
  const l = Math.cbrt(0.4122214708 * r! + 0.5363325363 * g! + 0.0514459929 * b!);
  const n = Math.cbrt(0.2119034982 * r! + 0.6806995451 * g! + 0.1073969566 * b!);
  const s = Math.cbrt(0.0883024619 * r! + 0.2817188376 * g! + 0.6299787005 * b!);
  return [
    0.2104542553 * l + 0.793617785 * n - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * n + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * n - 0.808675766 * s,
  ];
}

/** Of contrast to the surface (WCAG 1.4.11), and of any two stages to each other in Oklab; 0.02 is just noticeable. */
const leastContrast = 3;
const leastDistance = 0.14;

describe.each(['light', 'dark'] as const)('stage colours, %s', (theme) => {
  const colors = Object.entries(stageColors[theme]).filter(([name]) => name !== 'nrem'); // never beside N2

  it('stand out from the surface', () => {
    for (const [, color] of colors) expect(contrast(color, surfaces[theme])).toBeGreaterThan(leastContrast);
  });

  it.each(Object.keys(sights))('are told apart with %s', (sight) => {
    const labs = colors.map(([, color]) => seen(color, sights[sight]!));
    const distances = labs.flatMap((a, i) => labs.slice(0, i).map((b) => Math.hypot(...a.map((x, k) => x - b[k]!))));
    expect(Math.min(...distances)).toBeGreaterThan(leastDistance);
  });
});

describe('tokens.css', () => {
  it('has the same colours', () => {
    const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
    for (const name of Object.keys(stageColors.light) as (keyof typeof stageColors.light)[]) {
      expect(css).toContain(`--stage-${name}: light-dark(${stageColors.light[name]}, ${stageColors.dark[name]});`);
    }
    expect(css).toContain(`--surface: light-dark(${surfaces.light}, ${surfaces.dark});`);
    for (const [name, color] of Object.entries(lightColors)) expect(css).toContain(`--${name}: light-dark(${color}, `);
  });

  it('gives stages with other names a colour each', () => {
    expect(stageVariable('REM')).toBe('--stage-rem');
    expect(['ART', 'TORPOR'].map((stage) => stageVariable(stage, ['ART', 'TORPOR']))).toEqual([
      '--stage-other-1',
      '--stage-other-2',
    ]);
  });
});
