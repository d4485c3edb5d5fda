import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, mergeConfig } from 'vitest/config';
import { projectConfig } from '../../vitest.shared.ts';
import { chromium } from './chromium.ts';
import viteConfig from './vite.config.ts';

const { reporters, outputFile, ...unit } = projectConfig('viewer').test!;

/** What stories import from outside of this repository. */
const bundled = [
  '@tensorflow/tfjs',
  'd3-scale',
  'd3-shape',
  'fast-png',
  'immer',
  'pure-rand/generator/xoroshiro128plus',
  'react',
  'react-dom',
  'react-dom/client',
  'react/jsx-dev-runtime',
  'rxjs',
  'storybook/test',
  'yaml',
  'zod',
];

/** Tag of stories that are looked at as people see them who asked their system for less motion. */
const still = 'reduced-motion';

const stories = (
  name: string,
  tags: { include?: string[]; exclude?: string[] },
  reducedMotion: 'reduce' | 'no-preference',
) =>
  mergeConfig(viteConfig, {
    root: import.meta.dirname,
    plugins: [storybookTest({ configDir: `${import.meta.dirname}/.storybook`, tags })],
    // All at once before the first story: bundling one later reloads the page under a test.
    optimizeDeps: { include: bundled },
    test: {
      name,
      testTimeout: 180_000,
      fileParallelism: false,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({ launchOptions: chromium, contextOptions: { reducedMotion } }),
        instances: [{ browser: 'chromium' }],
      },
    },
  });

/** Logic in Node, and every story in Debian's Chromium: drawn, played, and asked by axe. */
export default defineConfig({
  test: {
    reporters: reporters!,
    outputFile: outputFile!,
    projects: [
      { ...projectConfig('viewer'), test: unit },
      stories('stories', { exclude: [still] }, 'no-preference'),
      stories('stories, reduced motion', { include: [still] }, 'reduce'),
    ],
  },
});
