import type { Condition, Extension } from 'fhir/r3.js';
import type { LocalReference } from './references.ts';

/** What a problem header points at. */
export interface ProblemLinks {
  /** The consultation it was opened in, what it stands for, and everything recorded about it. */
  readonly items: readonly LocalReference[];
  readonly problems: readonly LocalReference[];
}

/** Reads the links of a problem header. Scheme and prefix of the extensions differ between sources, so their end decides. */
export function problemLinksOf(problem: Condition): ProblemLinks {
  const { extension = [], context } = problem;
  const items = extension
    .filter(({ url }) => /-(ActualProblem|RelatedClinicalContent)-1$/.test(url))
    .map(({ valueReference }) => valueReference?.reference);
  return {
    items: [context?.reference, ...items].filter((reference) => reference !== undefined),
    problems: relatedProblemHeaders(extension),
  };
}

/** The problems that a problem header, or a topic of a consultation, names as related. */
export function relatedProblemHeaders(extensions: readonly Extension[] = []): readonly LocalReference[] {
  return extensions
    .filter(({ url }) => url.endsWith('-RelatedProblemHeader-1'))
    .flatMap(({ extension = [], valueReference }) => [
      valueReference?.reference,
      ...extension.map((part) => part.valueReference?.reference),
    ])
    .filter((reference) => reference !== undefined);
}
