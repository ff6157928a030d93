import type { Patient, Period } from 'fhir/r4.js';
import { isCurrent } from './match-patient.ts';
import { redactPatient } from './redact-patient.ts';

const DEATH_NOTIFICATION = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-DeathNotificationStatus';
const NAMES: readonly string[] = ['usual', 'nickname', 'temp'];

/** The part of a record that a search shows: what holds today, and neither pharmacies nor preferences. */
export function searchEntry(patient: Patient, today: string): Patient {
  const { name, address, telecom, extension } = patient;
  const current = (each: { readonly period?: Period | undefined }) => isCurrent(each, today);
  return redactPatient({
    ...patient,
    name: someOf(name?.filter((each) => NAMES.includes(each.use ?? '') && current(each))),
    address: someOf(address?.filter((each) => each.use === 'home' && current(each))),
    telecom: someOf(telecom?.filter(current)),
    extension: someOf(extension?.filter(({ url }) => url === DEATH_NOTIFICATION)),
    managingOrganization: undefined,
  });
}

/** PDS has no empty lists: what is undefined stays out of the JSON. */
function someOf<Item>(items: Item[] = []): Item[] | undefined {
  return items.length === 0 ? undefined : items;
}
