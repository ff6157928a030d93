import type { Immunization } from 'fhir/r3.js';
import { clockTime } from '../dates.ts';
import type { Vaccine } from '../codes/vaccines.ts';
import { coded, type Concept, quantity, snomed } from './concept.ts';
import { EXTENSIONS, RECORD_SYSTEMS } from './structured-record-names.ts';
import { type Entry, fileAt, type Visit } from './visit.ts';

interface Vaccination {
  readonly procedure: Concept;
  /** The product, where it was recorded. */
  readonly vaccine?: Vaccine;
  readonly batch?: string;
  readonly expires?: string;
  readonly site?: Concept;
  readonly route?: Concept;
  readonly millilitres?: number;
  readonly note?: string;
  /** It was offered, but not given: why. */
  readonly notGiven?: Concept;
  /** Recorded from what others reported (a parent, a school, another service). */
  readonly reported?: true;
  /** When it was given, where that was not at the visit. */
  readonly given?: string;
}

/** Records a vaccination, or that it was not given. */
export const vaccinate =
  (vaccination: Vaccination): Entry =>
  (visit) =>
    fileAt(visit, immunization(visit, vaccination), { area: 'immunisations' });

function immunization(visit: Visit, vaccination: Vaccination): Immunization {
  const { chart, date, time, encounter } = visit;
  return {
    resourceType: 'Immunization',
    ...chart.header('immunisation', 'Immunization'),
    extension: [
      { url: EXTENSIONS.dateRecorded, valueDateTime: clockTime(date, time) },
      { url: EXTENSIONS.vaccinationProcedure, valueCodeableConcept: snomed(vaccination.procedure) },
    ],
    status: 'completed',
    notGiven: vaccination.notGiven !== undefined,
    vaccineCode: vaccination.vaccine === undefined ? unknownProduct() : snomed(vaccination.vaccine.product),
    patient: chart.subject,
    ...(encounter !== undefined && { encounter: { reference: encounter } }),
    ...(vaccination.notGiven === undefined && { date: vaccination.given ?? date }),
    primarySource: vaccination.reported !== true,
    ...howGiven(vaccination),
    practitioner: [{ actor: chart.staff(visit.clinician) }],
    ...(vaccination.note !== undefined && { note: [{ text: vaccination.note }] }),
    ...(vaccination.notGiven !== undefined && { explanation: { reasonNotGiven: [snomed(vaccination.notGiven)] } }),
  };
}

const unknownProduct = () => coded(RECORD_SYSTEMS.nullFlavor, ['UNK', 'unknown']);

function howGiven({ batch, expires, site, route, millilitres, vaccine }: Vaccination): Partial<Immunization> {
  return {
    ...(vaccine?.manufacturer !== undefined && { manufacturer: { display: vaccine.manufacturer } }),
    ...(batch !== undefined && { lotNumber: batch }),
    ...(expires !== undefined && { expirationDate: expires }),
    ...(site !== undefined && { site: snomed(site) }),
    ...(route !== undefined && { route: snomed(route) }),
    ...(millilitres !== undefined && { doseQuantity: quantity(millilitres, ['ml', 'mL']) }),
  };
}
