export { createDials, type DialOptions, type Dials } from './dials.ts';
export { STUB_FAULT } from './fault-schema.ts';
export type { RequestSubject } from './fault-list.ts';
export type { Collections, Store } from './store.ts';
export type { Misbehave } from './misbehave.ts';
export { populationFile } from './population-file.ts';
