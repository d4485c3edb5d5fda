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
      testTimeout: 60_000,
      hookTimeout: 60_000,
      reporters: ['default', 'json'],
      outputFile: { json: 'test-results/vitest.json' },
    },
  });
