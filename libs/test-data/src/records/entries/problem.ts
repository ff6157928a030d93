import { codedEntry } from './observation.ts';
import type { ProblemDraft } from './problem-header.ts';
import type { Entry } from './visit.ts';

/** What a clinician says of a problem; the visit adds the rest. */
type ProblemEntry = Omit<ProblemDraft, 'recorded' | 'clinician' | 'encounter' | 'actualProblem' | 'onset'> & {
  /** The visit's date unless it began earlier. */
  readonly onset?: string;
};

/** Opens a problem: a coded diagnosis, and the problem header that points at it. */
export const opensProblem =
  (problem: ProblemEntry): Entry =>
  (visit) => {
    const { chart, date, time, clinician, encounter, confidential } = visit;
    const hidden = confidential === true ? { confidential } : {};
    const held = encounter === undefined ? {} : { encounter };
    const diagnosis = codedEntry(problem.code, problem.note)({ chart, date, time, clinician, ...held, ...hidden });
    chart.openProblem({
      onset: date,
      ...problem,
      recorded: { date, time },
      clinician,
      actualProblem: diagnosis,
      ...held,
      ...hidden,
    });
    return diagnosis;
  };
