import { PRACTICES, SCENARIO_PATIENTS } from '@cdg/test-data';
import type { Api } from './api.ts';
import { NHS_NUMBERS, SLOW_NHS_NUMBERS } from './people.ts';
import { upstreamDescription } from './upstream-description.ts';

export const provider: Api = {
  name: 'provider',
  description: upstreamDescription('provider'),
  formats: {
    'nhs-number': NHS_NUMBERS,
    'practice-ods-code': [PRACTICES.main.odsCode],
    'practice-asid': [PRACTICES.main.asid],
  },
  parameterFormats: { odsCode: 'practice-ods-code', 'Ssp-To': 'practice-asid', 'Ssp-TraceID': 'uuid' },
  relaxed: {
    parameters: {
      'Ssp-From': { schema: { type: 'string', pattern: '^[!-~]+$' } },
      // Sent with every body, whatever becomes of the parameter.
      'Content-Type': { required: false },
    },
  },
  credentialHeader: 'Authorization',
  leftOut: {
    'slow-scenarios': SLOW_NHS_NUMBERS,
    'misbehaving-scenarios': [SCENARIO_PATIENTS.providerAnswersHtml],
  },
  failingNhsNumbers: { [SCENARIO_PATIENTS.providerFails]: 500 },
};
