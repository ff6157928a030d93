import { SCENARIO_PATIENTS } from '@cdg/test-data';
import type { Api } from './api.ts';
import { NHS_NUMBERS } from './people.ts';
import { upstreamDescription } from './upstream-description.ts';

const anyText = { type: 'string' };

export const pds: Api = {
  name: 'pds',
  description: upstreamDescription('pds'),
  formats: { 'nhs-number': NHS_NUMBERS },
  parameterFormats: { id: 'nhs-number', 'X-Request-ID': 'uuid' },
  relaxed: {
    parameters: {
      'NHSD-End-User-Organisation-ODS': { required: false, schema: anyText },
      'X-Correlation-ID': { schema: anyText },
      // Sent with every body, whatever becomes of the parameter.
      'Content-Type': { required: false },
    },
  },
  credentialHeader: 'Authorization',
  failingNhsNumbers: { [SCENARIO_PATIENTS.pdsRecovers]: 503 },
};
