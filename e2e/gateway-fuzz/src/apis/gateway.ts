import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { CONSUMERS, IDENTITY_RESOURCES, identityHeader, SCENARIO_PATIENTS } from '@cdg/test-data';
import type { Api } from './api.ts';
import { NHS_NUMBERS, SLOW_NHS_NUMBERS } from './people.ts';

const { wrongPatientReturned, providerAnswersHtml, providerFails, pdsAlwaysThrottles } = SCENARIO_PATIENTS;
const { organisation, practitioner, practitionerRole, software } = IDENTITY_RESOURCES;
const UNKNOWN_CONSUMER = 'A99999';

export const gateway: Api = {
  name: 'gateway',
  description: join(workspaceRoot, 'apps/gateway/openapi.yaml'),
  formats: {
    'nhs-number': NHS_NUMBERS,
    'consumer-ods-code': [...Object.values(CONSUMERS).map(({ odsCode }) => odsCode), UNKNOWN_CONSUMER],
    'organisation-header': [identityHeader(organisation)],
    'practitioner-header': [practitionerRole, practitioner].map(identityHeader),
    'software-header': [identityHeader(software)],
  },
  parameterFormats: {
    'ODS-from': 'consumer-ods-code',
    'NHSD-End-User-Organisation': 'organisation-header',
    'NHSD-Requesting-Practitioner': 'practitioner-header',
    'NHSD-Requesting-Software': 'software-header',
  },
  leftOut: { 'slow-scenarios': SLOW_NHS_NUMBERS },
  failingNhsNumbers: {
    [wrongPatientReturned]: 502,
    [providerAnswersHtml]: 502,
    [providerFails]: 502,
    [pdsAlwaysThrottles]: 503,
  },
};
