import type { RequestingDevice } from '@cdg/gp-connect';
import { z } from 'zod';
import { filledList, members, resourceType, text } from './fhir-members.ts';
import { readFhirHeader } from './fhir-header.ts';
import type { DistinctHeaders } from './single-header.ts';

export const SOFTWARE_HEADER = 'NHSD-Requesting-Software';

/** R4 has lists of names and versions, STU3 a model and a version. */
const schema = members({
  resourceType: resourceType('Device'),
  identifier: filledList(members({ system: text, value: text })),
  deviceName: filledList(members({ name: text })).optional(),
  name: text.optional(),
  version: filledList(members({ value: text })),
}).transform(({ identifier, deviceName, name, version }, context): RequestingDevice => {
  const model = deviceName?.[0].name ?? name;
  if (model === undefined) {
    context.addIssue({ code: 'custom', path: ['deviceName'], message: 'is missing' });
    return z.NEVER;
  }
  const [{ system, value }] = identifier;
  return {
    resourceType: 'Device',
    identifier: [{ system, value }],
    model,
    version: version[0].value,
  };
});

/** The calling system as it describes itself, in the terms of STU3. @throws CallError 400 */
export function readRequestingSoftware(headers: DistinctHeaders): RequestingDevice | undefined {
  return readFhirHeader(headers, SOFTWARE_HEADER, schema);
}
