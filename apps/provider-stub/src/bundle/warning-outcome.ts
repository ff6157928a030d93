import { OPERATION_OUTCOME_PROFILE, SPINE_CODES, SPINE_CODE_SYSTEM } from '@cdg/gp-connect';
import type { SwitchableArea } from '@cdg/test-data';
import type { OperationOutcome } from 'fhir/r3.js';
import { AREA_PARAMETERS } from '../parameters/known-parameters.ts';

export interface WarningOptions {
  readonly id: string;
  /** Names as the request states them: `P`, or `P.Q` for a part. */
  readonly unrecognised: readonly string[];
  readonly disabled: ReadonlySet<SwitchableArea>;
}

/**
 * The one OperationOutcome of a successful answer: an issue for all that was asked for and not given; undefined when
 * there is nothing to say. Parts of an area that is switched off are not listed beside it.
 */
export function warningOutcome({ id, unrecognised, disabled }: WarningOptions): OperationOutcome | undefined {
  const off = [...disabled].map(disabledName);
  const unknown = unrecognised.filter((name) => !off.includes(name.split('.', 1)[0] ?? ''));
  const issues = [
    ...unknown.map((name) => issue(name, `${name} is an unrecognised parameter`)),
    ...off.map((name) => issue(name, `${name} has been disabled`)),
  ];
  if (issues.length === 0) return undefined;
  return { resourceType: 'OperationOutcome', id, meta: { profile: [OPERATION_OUTCOME_PROFILE] }, issue: issues };
}

function disabledName(area: SwitchableArea): string {
  if (area === 'documents') return 'DocumentReferences';
  return Object.entries(AREA_PARAMETERS).find(([, known]) => known.area === area)?.[0] ?? area;
}

function issue(diagnostics: string, text: string): OperationOutcome['issue'][number] {
  const coding = [{ system: SPINE_CODE_SYSTEM, code: 'NOT_IMPLEMENTED', display: SPINE_CODES.NOT_IMPLEMENTED }];
  return { severity: 'warning', code: 'not-supported', details: { coding, text }, diagnostics };
}
