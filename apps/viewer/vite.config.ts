import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Relative paths, so that the built page also opens from a folder of any file host. */
export default defineConfig({
  base: './',
  plugins: [react()],
  resolve: { conditions: ['@oneiros/source', 'module', 'browser', 'development|production'] },
  worker: { format: 'es' },
  build: { outDir: 'dist/site', target: 'es2022' },
});
