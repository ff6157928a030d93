import { readFileSync } from 'node:fs';

// One configuration for every project: the target passes its own folder as the only root.
const suite = process.env.SUITE ?? 'unnamed';

// With BASE_URL a suite asks the gateway there. Files that would ask one of their own are left out, and left-out.test.ts
// beside them says so.
const integration = 'e2e/gateway-with-stubs/src/';
const elsewhere = (process.env.BASE_URL ?? '').trim() !== '';
const followers = JSON.parse(readFileSync(new URL(`${integration}follows-base-url.json`, import.meta.url), 'utf8'));
const others = `/${integration}(?!(?:left-out[.]test[.]ts|${followers.join('|')})$)[^/]+$`;

export default {
  testEnvironment: 'node',
  // A busy machine is slow, and a hook that is cut off leaves the processes that it was starting.
  testTimeout: 30_000,
  testMatch: ['<rootDir>/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...(elsewhere ? [others] : [])],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'nodenext' } },
    ],
  },
  // Collected with --coverage; tools/check-coverage merges it. Whatever a project's tests run of another counts, too:
  // therefore the root directory is the workspace. Measured with istanbul: v8 counts only branches that were reached.
  collectCoverageFrom: ['{libs/*,apps/gateway}/src/**/*.ts', '!**/*.test.ts', '!**/testing/**'],
  coverageDirectory: `reports/coverage/${suite}`,
  coverageReporters: ['json'],
  coverageProvider: 'babel',
  reporters: [
    ['default', { summaryThreshold: 5 }],
    [
      'jest-junit',
      {
        outputDirectory: new URL('./reports/unit', import.meta.url).pathname,
        outputName: `${suite}.xml`,
        suiteName: suite,
        // A file that cannot even be loaded must not be missing from the results.
        reportTestSuiteErrors: 'true',
      },
    ],
  ],
};
