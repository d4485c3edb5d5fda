import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** Which layer may import which; see CONTRIBUTING.md, "Direction of imports". */
const layers = [
  { sourceTag: 'layer:foundation', onlyDependOnLibsWithTags: ['layer:foundation'] },
  { sourceTag: 'layer:domain', onlyDependOnLibsWithTags: ['layer:foundation'] },
  {
    sourceTag: 'layer:composition',
    onlyDependOnLibsWithTags: ['layer:composition', 'layer:domain', 'layer:foundation'],
  },
  {
    sourceTag: 'layer:campaign',
    onlyDependOnLibsWithTags: ['layer:composition', 'layer:domain', 'layer:foundation'],
  },
  {
    sourceTag: 'layer:app',
    onlyDependOnLibsWithTags: ['layer:campaign', 'layer:composition', 'layer:domain', 'layer:foundation'],
  },
  { sourceTag: 'layer:test', onlyDependOnLibsWithTags: ['*'] },
];

const nodeBuiltins = {
  group: ['node:*'],
  message: 'node:* belongs to engine, journal, campaign, server, cli and the ./node entries of senses and conductor.',
};

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/build/**',
      '**/test-results/**',
      '**/node_modules/**',
      '.nx/**',
      '**/*.js',
      '**/*.mjs',
      '!eslint.config.js',
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { enforceBuildableLibDependency: false, allow: ['.*vitest\\.shared\\.ts'], depConstraints: layers },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-console': 'error',
    },
  },
  {
    files: [
      'packages/{random,atlas,figure,senses,cortex,hippocampus,conductor,metrics,inception,reproduction,simulation,timeline,webgpu-kernels}/src/**/*.ts',
    ],
    ignores: ['**/*.spec.ts', '**/node.ts', '**/node/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [nodeBuiltins] }] },
  },
);
