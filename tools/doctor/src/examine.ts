import type { Need } from './needs.ts';

/** Runs a command and answers what it printed; undefined when it is not there or failed. */
export type Ask = (command: readonly [string, ...string[]]) => string | undefined;

export interface Diagnosis {
  readonly need: Need;
  readonly state: 'found' | 'too old' | 'missing';
  readonly version: string | undefined;
}

/** Looks whether a need is met. A version that cannot be read is taken as it is. */
export function examine(need: Need, ask: Ask): Diagnosis {
  const answers = need.commands.flatMap((command) => ask(command) ?? []);
  if (answers.length === 0) return { need, state: 'missing', version: undefined };
  const versions = answers.map((answer) => /\d+(?:\.\d+)+/.exec(answer)?.[0]);
  const good = versions.find((version) => isEnough(version, need.atLeast));
  return good === undefined && need.atLeast !== undefined && versions[0] !== undefined
    ? { need, state: 'too old', version: versions[0] }
    : { need, state: 'found', version: good ?? versions[0] };
}

function isEnough(version: string | undefined, atLeast: Need['atLeast']): boolean {
  if (version === undefined || atLeast === undefined) return version !== undefined;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > atLeast[0] || (major === atLeast[0] && minor >= atLeast[1]);
}

/** The report, a line for what is well and three for what is not. */
export function renderDiagnoses(diagnoses: readonly Diagnosis[]): string {
  const lines = diagnoses.flatMap(({ need, state, version }) => {
    if (state === 'found') return [`ok        ${need.name} ${version ?? ''}`.trimEnd()];
    const wanted = need.atLeast === undefined ? '' : `, ${need.atLeast.join('.')} or newer is wanted`;
    const mark = need.isRequired ? 'MISSING ' : 'optional';
    return [
      `${mark}  ${need.name}: ${state === 'missing' ? 'not found' : `${version ?? ''} is too old`}${wanted}`,
      `            needed for: ${need.neededFor}`,
      `            get it:     ${need.howToGet}`,
    ];
  });
  const missing = diagnoses.filter(({ state }) => state !== 'found');
  const required = missing.filter(({ need }) => need.isRequired).length;
  return [...lines, '', `${required} required and ${missing.length - required} optional things are missing.`].join(
    '\n',
  );
}

/** The exit status: only what is required counts. */
export function statusOf(diagnoses: readonly Diagnosis[]): 0 | 1 {
  return diagnoses.some(({ need, state }) => need.isRequired && state !== 'found') ? 1 : 0;
}
