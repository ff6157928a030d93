import { identifierSchema, isNhsNumber, parametersSchema, SYSTEMS, type Parameters } from '@cdg/fhir';
import type { z } from 'zod';
import { CallError } from '../errors/call-error.ts';
import { invalidBody } from './parse-json.ts';

const NAME = 'patientNHSNumber';
/** Faults named in one answer: a small body can have very many. */
const MOST_FAULTS = 10;

type Parameter = Parameters['parameter'][number];

/**
 * Reads the patient's NHS number from the Parameters resource of `$gpc.getstructuredrecord`. All other parameters are
 * the provider's to judge.
 *
 * @throws CallError 400, by the contract's table of request rules
 */
export function readPatientNhsNumber(body: unknown): string {
  const parameters = parametersSchema.safeParse(body);
  if (!parameters.success) throw invalidBody(describeFaults(parameters.error));
  const [parameter, ...more] = parameters.data.parameter.filter(({ name }) => name === NAME);
  if (parameter === undefined) throw invalidParameter(`${NAME} is missing`);
  if (more.length > 0) throw invalidParameter(`${NAME} is given more than once`);
  return readIdentifier(parameter);
}

function readIdentifier(parameter: Parameter): string {
  const values = Object.keys(parameter).filter((member) => member.startsWith('value'));
  if (values.length !== 1 || values[0] !== 'valueIdentifier') {
    throw invalidParameter(`${NAME}: expected one valueIdentifier and no other value`);
  }
  const identifier = identifierSchema.safeParse(parameter.valueIdentifier);
  if (!identifier.success) {
    throw invalidParameter(describeFaults(identifier.error, [NAME, 'valueIdentifier']));
  }
  const { system, value } = identifier.data;
  if (system !== SYSTEMS.nhsNumber) {
    throw new CallError('wrongIdentifierSystem', `${NAME}: the identifier system must be ${SYSTEMS.nhsNumber}`);
  }
  if (!isNhsNumber(value)) throw new CallError('invalidNhsNumber', 'Invalid NHS number');
  return value;
}

function invalidParameter(what: string): CallError {
  return new CallError('invalidParameter', `Invalid parameter: ${what}`);
}

function describeFaults({ issues }: z.ZodError, under: readonly string[] = []): string {
  const named = issues.slice(0, MOST_FAULTS).map((issue) => describeIssue(issue, under));
  return [...named, ...(issues.length > MOST_FAULTS ? ['and more'] : [])].join('; ');
}

/** One fault as `parameter[0].name: expected string`: the path, then zod's words without what was received. */
function describeIssue({ path, message }: z.core.$ZodIssue, under: readonly string[]): string {
  const place = [...under, ...path]
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
  const what = message.replace(/^Invalid input: /, '').replace(/, received .*$/, '');
  return place === '' ? what : `${place}: ${what}`;
}
