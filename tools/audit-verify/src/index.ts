export { anchorIn, type Anchor } from './anchor.ts';
export { readLines } from './read-lines.ts';
export { verifyTrail, type Expectations, type Report } from './verify-trail.ts';
