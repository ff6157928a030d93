export { findSchemathesis, type Search } from './find-schemathesis.ts';
export { runSchemathesis, type FuzzRun } from './run-schemathesis.ts';
export type { Schemathesis } from './schemathesis.ts';
export type { Connection } from './render-config.ts';
