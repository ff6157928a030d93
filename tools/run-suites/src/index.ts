export { readJunit, type TestOutcomes } from './read-junit.ts';
