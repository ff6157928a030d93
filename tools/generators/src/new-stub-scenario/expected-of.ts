/** What a practice's system can do instead of answering well. */
export type Fault =
  'none' | 'hang' | 'reset' | 'html' | 'empty' | 'malformed-json' | 'wrong-content-type' | 'redirect' | 'wrong-patient';

/** By the resilience matrix: the status, and the issue where there is one. */
const STATUS: Readonly<Record<Fault, readonly [number, string?]>> = {
  none: [200],
  hang: [504, 'timeout'],
  reset: [502, 'transient'],
  html: [502, 'exception'],
  empty: [502, 'security'],
  'malformed-json': [502, 'security'],
  'wrong-content-type': [502, 'exception'],
  redirect: [502, 'exception'],
  'wrong-patient': [502, 'security'],
};

/** What the gateway answers where the practice's system does this. */
export function expectedOf(fault: Fault): readonly (readonly [string, string])[] {
  const [status, issue] = STATUS[fault];
  const asserted: readonly (readonly [string, string])[] = [['res.status', String(status)]];
  return issue === undefined ? asserted : [...asserted, ['res.body.issue[0].code', issue]];
}
