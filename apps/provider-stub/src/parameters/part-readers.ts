import { z } from 'zod';
import { RequestRefused } from '../outcomes.ts';
import { isWholeDate } from '../uk-date.ts';
import type { SearchPeriod } from './record-search.ts';
import type { SuppliedParameter } from './supplied-parameters.ts';

/** Reads the parts of one parameter; each reader answers undefined for a part that is absent, and refuses a wrong one. */
export interface PartReader {
  readonly boolean: (part: string) => boolean | undefined;
  readonly positiveInt: (part: string) => number | undefined;
  readonly code: <Code extends string>(part: string, codes: readonly Code[]) => Code | undefined;
  /** A whole date; `isAllowed` says on which side of today it must lie. */
  readonly date: (part: string, rule: DateRule) => string | undefined;
  /** A period with at least one bound, each a whole date and not after today. */
  readonly period: (part: string) => SearchPeriod | undefined;
}

export interface DateRule {
  readonly isAllowed: (date: string, today: string) => boolean;
  readonly otherwise: string;
}

const NOT_AFTER_TODAY: DateRule = { isAllowed: (date, today) => date <= today, otherwise: 'must not be after today' };
const periodSchema = z.looseObject({ start: z.unknown().optional(), end: z.unknown().optional() });

export function createPartReader(parameter: SuppliedParameter, today: string): PartReader {
  const pathOf = (part: string) => `${parameter.name}.${part}`;

  function valueOf(name: string, element: string): { value: unknown } | undefined {
    const part = parameter.parts.find((candidate) => candidate.name === name);
    if (part === undefined) return undefined;
    if (part.valueElement === undefined) throw invalid(pathOf(name), 'has no value');
    if (part.valueElement !== element) throw invalid(pathOf(name), `must be a ${element}`);
    return { value: part.value };
  }

  function wholeDate(value: unknown, path: string, rule: DateRule): string {
    if (typeof value !== 'string' || !isWholeDate(value)) throw invalid(path, 'must be a date of the form YYYY-MM-DD');
    if (!rule.isAllowed(value, today)) throw invalid(path, rule.otherwise);
    return value;
  }

  return {
    boolean: (name) => {
      const supplied = valueOf(name, 'valueBoolean');
      if (supplied === undefined) return undefined;
      if (typeof supplied.value === 'boolean') return supplied.value;
      throw invalid(pathOf(name), 'must be true or false');
    },
    positiveInt: (name) => {
      const supplied = valueOf(name, 'valuePositiveInt');
      if (supplied === undefined) return undefined;
      const { value } = supplied;
      if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1) return value;
      throw invalid(pathOf(name), 'must be a whole number above zero');
    },
    code: (name, codes) => {
      const supplied = valueOf(name, 'valueCode');
      if (supplied === undefined) return undefined;
      const code = codes.find((candidate) => candidate === supplied.value);
      if (code !== undefined) return code;
      throw invalid(pathOf(name), `must be one of ${codes.join(', ')}`);
    },
    date: (name, rule) => {
      const supplied = valueOf(name, 'valueDate');
      return supplied && wholeDate(supplied.value, pathOf(name), rule);
    },
    period: (name) => {
      const supplied = valueOf(name, 'valuePeriod');
      return supplied && readPeriod(supplied.value, pathOf(name));
    },
  };

  function readPeriod(value: unknown, path: string): SearchPeriod {
    const period = periodSchema.safeParse(value);
    if (!period.success) throw invalid(path, 'must be a period');
    const { start, end } = period.data;
    if (start === undefined && end === undefined) throw invalid(path, 'has neither start nor end');
    const read = {
      start: start === undefined ? undefined : wholeDate(start, `${path}.start`, NOT_AFTER_TODAY),
      end: end === undefined ? undefined : wholeDate(end, `${path}.end`, NOT_AFTER_TODAY),
    };
    if (read.start !== undefined && read.end !== undefined && read.start > read.end) {
      throw invalid(path, 'starts after its end');
    }
    return read;
  }
}

function invalid(path: string, problem: string): RequestRefused {
  return new RequestRefused('INVALID_PARAMETER', `${path} ${problem}`);
}
