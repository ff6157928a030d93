import { SYSTEMS } from '@cdg/fhir';
import type { Coding, Extension } from 'fhir/r4.js';

const UKCORE = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-';
const UKCORE_CODES = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-';

const coded = (url: string, coding: Coding): Extension => ({ url, valueCodeableConcept: { coding: [coding] } });

/** PDS writes a day as its first second, in this one form. */
export const startOfDay = (date: string) => `${date}T00:00:00+00:00`;

/** How PDS came to know of a death: informally from an NHS organisation, or formally from the registrar. */
export function deathNotification(kind: 'informal' | 'formal', since: string): Extension {
  const [code, display] =
    kind === 'formal'
      ? ['2', 'Formal - death notice received from Registrar of Deaths']
      : ['1', 'Informal - death notice received via an update from a local NHS Organisation such as GP or Trust'];
  const coding = { code, display, system: `${UKCORE_CODES}DeathNotificationStatus`, version: '1.0.0' };
  return {
    extension: [
      coded('deathNotificationStatus', coding),
      { url: 'systemEffectiveDate', valueDateTime: startOfDay(since) },
    ],
    url: `${UKCORE}DeathNotificationStatus`,
  };
}

/** The patient has moved to Scotland's health service. */
export function transferredToScotland(since: string): Extension {
  const system = 'https://fhir.nhs.uk/CodeSystem/PDS-RemovalReasonExitCode';
  return {
    extension: [
      coded('removalFromRegistrationCode', { code: 'SCT', display: 'Transferred to Scotland', system }),
      { url: 'effectiveTime', valuePeriod: { start: startOfDay(since) } },
    ],
    url: 'https://fhir.nhs.uk/StructureDefinition/Extension-PDS-RemovalFromRegistration',
  };
}

export function nominatedPharmacy(odsCode: string): Extension {
  return {
    url: `${UKCORE}NominatedPharmacy`,
    valueReference: { identifier: { system: SYSTEMS.odsCode, value: odsCode } },
  };
}

export function speaks(language: { readonly code: string; readonly display: string }, interpreter: boolean): Extension {
  const coding = { ...language, system: `${UKCORE_CODES}HumanLanguage`, version: '1.0.0' };
  return {
    extension: [coded('language', coding), { url: 'interpreterRequired', valueBoolean: interpreter }],
    url: `${UKCORE}NHSCommunication`,
  };
}

export function prefersLetters(times: string): Extension {
  const coding = { code: '1', display: 'Letter', system: `${UKCORE_CODES}PreferredContactMethod` };
  return {
    extension: [coded('PreferredContactMethod', coding), { url: 'PreferredContactTimes', valueString: times }],
    url: `${UKCORE}ContactPreference`,
  };
}

export function birthPlace(city: string, district: string): Extension {
  return {
    url: 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace',
    valueAddress: { city, country: 'GBR', district },
  };
}

export function addressKey(uprn: string): Extension {
  return {
    extension: [
      { url: 'type', valueCoding: { code: 'UPRN', system: `${UKCORE_CODES}AddressKeyType` } },
      { url: 'value', valueString: uprn },
    ],
    url: `${UKCORE}AddressKey`,
  };
}
