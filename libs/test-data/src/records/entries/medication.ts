import { daysAfter } from '../dates.ts';
import {
  type Course,
  drugResource,
  issueResource,
  type Prescription,
  planResource,
  statementResource,
} from './medication-resources.ts';
import { type Entry, fileAt, type Visit } from './visit.ts';

/** Prescribes: the plan, its statement, the drug and every issue. The heading and the problem name the plan. */
export const prescribe =
  (prescription: Prescription): Entry =>
  (visit) => {
    const course = courseOf(prescription, visit);
    const plan = fileAt(visit, planResource(course));
    fileAt(visit, statementResource(course, plan), { area: 'medication', supports: true });
    for (const day of course.issues) fileAt(visit, issueResource(course, { plan, day }), { supports: true });
    return plan;
  };

/** An acute is issued on the day it is prescribed and lasts as long as its supply, unless the prescription says more. */
function courseOf(prescription: Prescription, visit: Visit): Course {
  const { chart, date } = visit;
  const { medicine, type, elsewhere } = prescription;
  const isRepeat = type === 'repeat' || type === 'repeat-dispensing';
  const end = lastDay(prescription, isRepeat, date);
  return {
    ...prescription,
    visit,
    isRepeat,
    issues: prescription.issues ?? (isRepeat || elsewhere === true ? [] : [date]),
    drug: chart.share(drugResource(medicine, chart.slug)),
    status: statusOf(prescription, chart.today, end),
    ...(end !== undefined && { end }),
  };
}

function lastDay({ stopped, end, days }: Prescription, isRepeat: boolean, start: string): string | undefined {
  return stopped?.date ?? end ?? (isRepeat ? undefined : daysAfter(start, days - 1));
}

function statusOf({ stopped }: Prescription, today: string, end?: string): Course['status'] {
  if (stopped !== undefined) return 'stopped';
  return end !== undefined && end < today ? 'completed' : 'active';
}

/** Days of issue from the first on, so many days apart, before the last day. */
export function issuedEvery(days: number, first: string, last: string): readonly string[] {
  const issued: string[] = [];
  for (let day = first; day < last; day = daysAfter(day, days)) issued.push(day);
  return issued;
}
