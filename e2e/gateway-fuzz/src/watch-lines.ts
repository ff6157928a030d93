import type { RuleResult } from './rules.ts';

export interface LineWatch {
  readonly see: (line: { readonly member: string; readonly text: string }) => void;
  readonly judge: () => readonly RuleResult[];
}

const FATAL = '"level":60';

/** Watches what the processes of the fleet print: no NHS number, and no fault that ends a process. */
export function watchLines(nhsNumbers: readonly string[]): LineWatch {
  const anyNumber = new RegExp([...new Set(nhsNumbers), 'no numbers'].join('|'), 'g');
  const faults = new Map<string, string>();
  return {
    see: ({ member, text }) => {
      if (text.search(anyNumber) >= 0)
        faults.set('number', `${member} did: ${text.replace(anyNumber, '[number]').slice(0, 200)}`);
      if (text.includes(FATAL)) faults.set('fatal', `${member} did`);
    },
    judge: () => [
      { name: 'no process of the fleet logged an NHS number', failure: faults.get('number') },
      { name: 'no process of the fleet logged a fatal fault', failure: faults.get('fatal') },
    ],
  };
}
