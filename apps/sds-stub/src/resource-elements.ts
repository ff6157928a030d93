import { SYSTEMS } from '@cdg/fhir';

const INTERACTION_EXTENSION = 'https://fhir.nhs.uk/StructureDefinition/Extension-SDS-NhsServiceInteractionId';

/** A FHIR element that would be empty is left out: `undefined` does not survive `JSON.stringify`. */
export function unlessEmpty<Value extends string | readonly unknown[]>(value: Value): Value | undefined {
  return value.length > 0 ? value : undefined;
}

/** Identifiers in the order given, without those that have no value. */
export function identifiers(...pairs: readonly (readonly [system: string, value: string])[]) {
  return unlessEmpty(pairs.filter(([, value]) => value !== '').map(([system, value]) => ({ system, value })));
}

export function organisation(odsCode: string) {
  return odsCode === '' ? undefined : { identifier: { system: SYSTEMS.odsCode, value: odsCode } };
}

export function interactionExtension(interactionId: string) {
  return {
    url: INTERACTION_EXTENSION,
    valueReference: { identifier: { system: SYSTEMS.interactionId, value: interactionId } },
  };
}
