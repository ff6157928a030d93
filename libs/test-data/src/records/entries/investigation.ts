import type { Observation, ProcedureRequest, Specimen } from 'fhir/r3.js';
import { COMMENT_NOTE } from '../codes/measures.ts';
import type { Panel, Test } from '../codes/laboratory-tests.ts';
import { clockTime, daysAfter } from '../dates.ts';
import { coded, type Concept, quantity, snomed } from './concept.ts';
import type { OrganisationKey, StaffKey } from './practice-staff.ts';
import { RECORD_SYSTEMS } from './structured-record-names.ts';
import { type Entry, fileAt, type Visit } from './visit.ts';

/** One report from the laboratory: its results in the order of the panel's tests, `undefined` where one was not done. */
interface Report {
  readonly panel: Panel;
  readonly results: readonly (number | string | undefined)[];
  /** Days from the sample to the report. */
  readonly after?: number;
  readonly laboratory?: OrganisationKey;
  /** What the clinician wrote on filing it. */
  readonly filing?: string;
  readonly filedBy?: StaffKey;
  /** Why it was asked for. */
  readonly reason?: string;
  /** The laboratory's own comment. */
  readonly comment?: string;
  /** No request is held for it (older records). */
  readonly unrequested?: true;
}

interface Analysis {
  readonly visit: Visit;
  readonly report: Report;
  readonly reported: string;
  readonly laboratory: { readonly reference?: string | undefined };
  readonly specimen: string;
}

const DIAGNOSTIC_REPORT: Concept = ['721981007', 'Diagnostic studies report'];

/** Takes a sample and files the report: request, specimen, test group, results and filing comment. */
export const laboratoryReport =
  (report: Report): Entry =>
  (visit) => {
    const { chart } = visit;
    const laboratory = chart.organisation(report.laboratory ?? 'hospital');
    const supporting = { supports: true } as const;
    const request = report.unrequested === true ? undefined : fileAt(visit, requestResource(visit, report), supporting);
    const specimen = fileAt(visit, specimenResource(visit, report), supporting);
    const reported = clockTime(daysAfter(visit.date, report.after ?? 1), '16:40');
    const analysis = { visit, report, reported, laboratory, specimen };
    const results = fileResults(analysis);
    const filing =
      report.filing === undefined ? [] : [fileAt(visit, filingComment(analysis, report.filing), supporting)];
    return fileAt(
      visit,
      {
        resourceType: 'DiagnosticReport',
        ...chart.header('report', 'DiagnosticReport'),
        ...(request !== undefined && { basedOn: [{ reference: request }] }),
        status: 'final',
        category: coded(RECORD_SYSTEMS.diagnosticService, report.panel.section),
        code: snomed(DIAGNOSTIC_REPORT),
        subject: chart.subject,
        issued: reported,
        performer: [{ actor: laboratory }],
        specimen: [{ reference: specimen }],
        result: [...results, ...filing].map((reference) => ({ reference })),
      },
      { area: 'investigations' },
    );
  };

function requestResource(visit: Visit, { panel, reason, laboratory }: Report): ProcedureRequest {
  return {
    resourceType: 'ProcedureRequest',
    ...visit.chart.header('request', 'ProcedureRequest'),
    status: 'active',
    intent: 'order',
    code: snomed(panel.code),
    subject: visit.chart.subject,
    requester: { agent: visit.chart.staff(visit.clinician) },
    performer: visit.chart.organisation(laboratory ?? 'hospital'),
    ...(reason !== undefined && { note: [{ text: reason }] }),
  };
}

function specimenResource(visit: Visit, { panel }: Report): Specimen {
  return {
    resourceType: 'Specimen',
    ...visit.chart.header('specimen', 'Specimen'),
    status: 'available',
    type: snomed(panel.specimen),
    subject: visit.chart.subject,
    receivedTime: clockTime(visit.date, '18:05'),
    collection: { collectedDateTime: clockTime(visit.date, visit.time) },
  };
}

/** Files the results and, where there are several, the test group that heads them; answers what the report names. */
function fileResults(analysis: Analysis): readonly string[] {
  const { visit, report } = analysis;
  const supporting = { supports: true } as const;
  const headed = report.panel.tests.length > 1;
  const group = headed ? groupResource(analysis) : undefined;
  const groupReference = group === undefined ? undefined : `Observation/${group.id ?? ''}`;
  const results = report.panel.tests.flatMap((test, index) => {
    const value = report.results[index];
    return value === undefined
      ? []
      : [fileAt(visit, resultResource(analysis, { test, value, groupReference }), supporting)];
  });
  if (group === undefined) return results;
  const related = results.map((reference) => ({ type: 'has-member' as const, target: { reference } }));
  return [fileAt(visit, { ...group, related }, supporting)];
}

function laboratoryObservation({ visit, reported, laboratory, specimen }: Analysis, kind: string, code: Concept) {
  return {
    resourceType: 'Observation',
    ...visit.chart.header(kind, 'Observation'),
    status: 'final',
    category: [snomed(['394595002', 'Pathology'])],
    code: snomed(code),
    subject: visit.chart.subject,
    effectiveDateTime: clockTime(visit.date, visit.time),
    issued: reported,
    performer: [laboratory],
    specimen: { reference: specimen },
  } satisfies Observation;
}

function groupResource(analysis: Analysis): Observation {
  const { comment, panel } = analysis.report;
  return {
    ...laboratoryObservation(analysis, 'group', panel.code),
    ...(comment !== undefined && { comment }),
  };
}

interface Result {
  readonly test: Test;
  readonly value: number | string;
  readonly groupReference: string | undefined;
}

function resultResource(analysis: Analysis, { test, value, groupReference }: Result): Observation {
  const { comment } = analysis.report;
  return {
    ...laboratoryObservation(analysis, 'result', test.code),
    ...(typeof value === 'string' ? { valueString: value } : { valueQuantity: quantity(value, test.unit) }),
    ...(typeof value === 'number' && judged(test, value)),
    ...(groupReference === undefined
      ? { ...(comment !== undefined && { comment }) }
      : { related: [{ type: 'derived-from', target: { reference: groupReference } }] }),
  };
}

/** The reference range, and on which side of it the value lies. */
function judged({ range, unit }: Test, value: number): Partial<Observation> {
  const [low, high] = range ?? [undefined];
  if (low === undefined && high === undefined) return {};
  const flag: Concept | undefined =
    low !== undefined && value < low ? ['L', 'low'] : high !== undefined && value > high ? ['H', 'high'] : undefined;
  return {
    ...(flag !== undefined && { interpretation: coded(RECORD_SYSTEMS.interpretation, flag) }),
    referenceRange: [
      {
        ...(low !== undefined && { low: quantity(low, unit) }),
        ...(high !== undefined && { high: quantity(high, unit) }),
      },
    ],
  };
}

/** What the clinician who filed the report said of it; GP Connect sends it as a comment of unknown status. */
function filingComment({ visit, report, reported }: Analysis, text: string): Observation {
  const { chart, clinician } = visit;
  return {
    resourceType: 'Observation',
    ...chart.header('filing', 'Observation'),
    status: 'unknown',
    code: snomed(COMMENT_NOTE),
    subject: chart.subject,
    effectiveDateTime: reported,
    issued: reported,
    performer: [chart.staff(report.filedBy ?? clinician)],
    comment: text,
  };
}
