import type { DiagnosticReport, Observation } from 'fhir/r3.js';
import { clockTime, daysAfter } from '../dates.ts';
import { coded, type Concept, snomed } from './concept.ts';
import { RECORD_SYSTEMS } from './structured-record-names.ts';
import { type Entry, fileAt } from './visit.ts';

interface Imaging {
  readonly of: { readonly code: Concept; readonly section: Concept };
  /** What the radiologist wrote. */
  readonly report: string;
  readonly after?: number;
}

/** An imaging report: the radiologist's words as its one result. */
export const imagingReport =
  ({ of, report, after = 4 }: Imaging): Entry =>
  (visit) => {
    const { chart, date } = visit;
    const issued = clockTime(daysAfter(date, after), '11:15');
    const hospital = chart.organisation('hospital');
    const result: Observation = {
      resourceType: 'Observation',
      ...chart.header('result', 'Observation'),
      status: 'final',
      code: snomed(of.code),
      subject: chart.subject,
      effectiveDateTime: date,
      issued,
      performer: [hospital],
      comment: report,
    };
    const reference = fileAt(visit, result, { supports: true });
    const diagnosticReport: DiagnosticReport = {
      resourceType: 'DiagnosticReport',
      ...chart.header('report', 'DiagnosticReport'),
      status: 'final',
      category: coded(RECORD_SYSTEMS.diagnosticService, of.section),
      code: snomed(['721981007', 'Diagnostic studies report']),
      subject: chart.subject,
      issued,
      performer: [{ actor: hospital }],
      result: [{ reference }],
    };
    return fileAt(visit, diagnosticReport, { area: 'investigations' });
  };
