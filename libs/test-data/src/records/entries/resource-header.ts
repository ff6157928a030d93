import type { Identifier, Meta } from 'fhir/r3.js';
import { profileUrl, RECORD_SYSTEMS } from './structured-record-names.ts';

/** What every recorded resource begins with. */
export interface Header {
  readonly id: string;
  readonly meta: Meta;
  readonly identifier: Identifier[];
}

/** Id, profile and the practice system's own identifier, which stays the same in every answer. */
export const headerFor = (id: string, profile: string): Header => ({
  id,
  meta: { profile: [profileUrl(profile)] },
  identifier: [{ system: RECORD_SYSTEMS.recordItem, value: id }],
});
