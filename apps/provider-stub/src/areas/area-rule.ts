import type { ClinicalArea, RecordItem } from '@cdg/test-data';
import type { AreaParameter } from '../parameters/known-parameters.ts';
import type { RecordSearch } from '../parameters/record-search.ts';

/** Code and title of a primary list. Source: GP Connect 1.6.2, lists in a response. */
export interface ListHeading {
  readonly code: string;
  readonly display: string;
  readonly title: string;
}

/** What one clinical area contributes: the parameter that asks for it, its primary list, and its filter. */
export interface AreaRule {
  readonly area: ClinicalArea;
  readonly parameter: AreaParameter;
  readonly heading: ListHeading;
  /** The area's name in the text that stands for an item of it while the area is switched off. */
  readonly itemsName: string;
  /** Those of the area's items that the search asks for; undefined when it does not ask for the area. */
  readonly select: (items: readonly RecordItem[], search: RecordSearch) => readonly RecordItem[] | undefined;
}
