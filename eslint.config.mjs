import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** Which layer may import which: an arrow that is not here is a lint error (docs/adr/0002). */
const LAYERS = {
  contract: ['contract'],
  transport: ['contract', 'transport'],
  client: ['contract', 'transport'],
  server: ['contract', 'server'],
  'stub-kit': ['contract', 'server', 'stub-kit', 'test-data'],
  'test-data': ['contract', 'test-data'],
  app: ['contract', 'transport', 'client', 'server'],
  stub: ['contract', 'server', 'stub-kit', 'test-data'],
  tool: ['contract', 'test-data', 'tool'],
  e2e: ['contract', 'test-data', 'test-kit', 'tool', 'e2e'],
};

/** Tests may also read the synthetic people and use the scripted upstream. */
const TEST_LAYERS = Object.fromEntries(
  Object.entries(LAYERS).map(([layer, allowed]) => [layer, [...new Set([...allowed, 'test-data', 'test-kit'])]]),
);

const boundaries = (layers) => [
  'error',
  {
    enforceBuildableLibDependency: false,
    allow: [],
    depConstraints: Object.entries({ ...layers, 'test-kit': ['contract', 'test-kit'] }).map(([layer, allowed]) => ({
      sourceTag: layer,
      onlyDependOnLibsWithTags: allowed,
    })),
  },
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', 'reports/**', 'coverage/**', '.cache/**', '.local/**'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': boundaries(LAYERS),
      '@nx/workspace-no-real-nhs-number': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      complexity: ['error', 12],
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.test.ts'],
    rules: {
      '@nx/enforce-module-boundaries': boundaries(TEST_LAYERS),
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['tools/**/*.ts'], rules: { 'no-console': 'off' } },
  prettier,
);
