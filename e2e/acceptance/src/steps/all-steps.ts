import type { Phrases, Steps } from '../gherkin/step-book.ts';
import { PEOPLE } from '../people.ts';
import { SERVICES, TROUBLES } from '../troubles.ts';
import { VERDICTS } from '../verdicts.ts';
import type { World } from '../world.ts';
import { ASKING_FOR_A_RECORD } from './asking-for-a-record.ts';
import { DATA_THAT_CHANGE } from './data-that-change.ts';
import { SAYING_WHO_ASKS } from './saying-who-asks.ts';
import { SERVICES_THAT_FAIL, TIMES } from './services-that-fail.ts';
import { BODY_FAULTS, NUMBER_FAULTS, REFUSED_PARTS, SPOILING_A_REQUEST } from './spoiling-a-request.ts';
import { WHAT_THE_ANSWER_IS } from './what-the-answer-is.ts';
import { WHAT_THE_CLINICIAN_IS_TOLD } from './what-the-clinician-is-told.ts';
import { WHAT_THE_OPERATOR_SEES } from './what-the-operator-sees.ts';
import { WHAT_THE_RECORD_HOLDS } from './what-the-record-holds.ts';

/** The words of the features that stand for something, by the name under which steps use them. */
export const PHRASES: Phrases = {
  patient: Object.keys(PEOPLE),
  verdict: Object.keys(VERDICTS),
  service: Object.keys(SERVICES),
  trouble: Object.keys(TROUBLES),
  times: Object.keys(TIMES),
  bodyFault: Object.keys(BODY_FAULTS),
  numberFault: Object.keys(NUMBER_FAULTS),
  refusedPart: Object.keys(REFUSED_PARTS),
};

/** All the steps. */
export const STEPS: readonly Steps<World>[] = [
  ASKING_FOR_A_RECORD,
  SAYING_WHO_ASKS,
  WHAT_THE_RECORD_HOLDS,
  WHAT_THE_CLINICIAN_IS_TOLD,
  SPOILING_A_REQUEST,
  WHAT_THE_ANSWER_IS,
  SERVICES_THAT_FAIL,
  DATA_THAT_CHANGE,
  WHAT_THE_OPERATOR_SEES,
];
