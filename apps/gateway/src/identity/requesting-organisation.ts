import { isOdsCode, SYSTEMS } from '@cdg/fhir';
import { filledList, identifier, members, resourceType, text } from './fhir-members.ts';
import { readFhirHeader } from './fhir-header.ts';
import type { DistinctHeaders } from './single-header.ts';

export const ORGANISATION_HEADER = 'NHSD-End-User-Organisation';

export interface ClaimedOrganisation {
  readonly name: string;
  /** Its ODS codes in upper case, one as a rule. */
  readonly odsCodes: readonly string[];
}

const odsIdentifiers = filledList(identifier).transform((all, context) => {
  const codes = all.flatMap(({ system, value }, index) => (system === SYSTEMS.odsCode ? [{ value, index }] : []));
  if (codes.length === 0) {
    context.addIssue({ code: 'custom', path: [0, 'system'], message: `must be ${SYSTEMS.odsCode}` });
  }
  for (const { value = '', index } of codes) {
    if (!isOdsCode(value)) {
      context.addIssue({ code: 'custom', path: [index, 'value'], message: 'must be an ODS code' });
    }
  }
  return codes.map(({ value = '' }) => value.toUpperCase());
});

const schema = members({
  resourceType: resourceType('Organization'),
  identifier: odsIdentifiers,
  name: text,
}).transform(({ name, identifier: odsCodes }): ClaimedOrganisation => ({ name, odsCodes }));

/** The organisation as the calling system describes it. @throws CallError 400 */
export function readRequestingOrganisation(headers: DistinctHeaders): ClaimedOrganisation | undefined {
  return readFhirHeader(headers, ORGANISATION_HEADER, schema);
}
