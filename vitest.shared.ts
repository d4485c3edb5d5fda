import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** The Vitest configuration that every project shares: source conditions, the report that Nx caches, no console noise. */
export const projectConfig = (name: string): ViteUserConfig =>
  defineConfig({
    resolve: { conditions: ['@oneiros/source'] },
    ssr: { resolve: { conditions: ['@oneiros/source'] } },
    test: {
      name,
      include: ['src/**/*.spec.ts'],
      environment: 'node',
      // Against hanging for ever, not for speed: a machine may fall to a tenth of its speed beside other programs.
      testTimeout: 180_000,
      hookTimeout: 180_000,
      reporters: ['default', 'json'],
      outputFile: { json: 'test-results/vitest.json' },
    },
  });
