import { clockTime } from '../dates.ts';
import { type Concept, snomed } from './concept.ts';
import type { OrganisationKey } from './practice-staff.ts';
import { type Entry, fileAt } from './visit.ts';

interface Letter {
  readonly type: Concept;
  readonly description: string;
  readonly from: OrganisationKey;
  readonly contentType?: string;
  readonly bytes: number;
  /** When it was written, where that was not the visit's day. */
  readonly written?: string;
}

/** Notes that a document is held: what it is, never what it says. */
export const document =
  ({ type, description, from, contentType = 'application/pdf', bytes, written }: Letter): Entry =>
  (visit) => {
    const { chart, date, time, clinician, encounter } = visit;
    return fileAt(visit, {
      resourceType: 'DocumentReference',
      ...chart.header('document', 'DocumentReference'),
      status: 'current',
      type: snomed(type),
      subject: chart.subject,
      created: clockTime(written ?? date, '12:00'),
      indexed: clockTime(date, time),
      author: [from === 'larkfield' ? chart.staff(clinician) : chart.organisation(from)],
      custodian: chart.organisation('larkfield'),
      description,
      content: [{ attachment: { contentType, size: bytes } }],
      ...(encounter !== undefined && { context: { encounter: { reference: encounter } } }),
    });
  };
