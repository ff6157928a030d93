import { noRealNhsNumber } from './no-real-nhs-number.ts';

export { findRealNhsNumbers } from './find-real-nhs-numbers.ts';

/** The workspace's own lint rules, by name. Nx also loads them from this folder, as `@nx/workspace-<name>`. */
export const rules = { 'no-real-nhs-number': noRealNhsNumber };
