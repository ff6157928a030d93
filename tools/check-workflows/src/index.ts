export { findActionlint } from './actionlint.ts';
