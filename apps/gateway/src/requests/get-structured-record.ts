import { INTERACTIONS, type Interaction } from '@cdg/gp-connect';
import { readPatientNhsNumber } from './structured-record-parameters.ts';

/** One interaction as consumers call it: the catalogue's row, and how its request names the patient. */
export interface PublicInteraction {
  readonly interaction: Interaction;
  /** @throws CallError 400 */
  readonly readNhsNumber: (body: unknown) => string;
}

/** `$gpc.getstructuredrecord`: the patient stands in the Parameters resource of the body. */
export const getStructuredRecord: PublicInteraction = {
  interaction: INTERACTIONS.getStructuredRecord,
  readNhsNumber: readPatientNhsNumber,
};
