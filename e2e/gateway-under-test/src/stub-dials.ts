import type { StubFault } from '@cdg/test-data';
import { z } from 'zod';

/** A fault that a stub is to act out (stub-dials README). */
export interface FaultOrder {
  readonly match?: { readonly path?: string; readonly nhsNumber?: string; readonly odsCode?: string };
  readonly fault: StubFault;
  readonly times?: number;
}

const journalSchema = z.array(
  z.looseObject({
    method: z.string(),
    path: z.string(),
    status: z.number().nullable(),
    headers: z.record(z.string(), z.unknown()),
  }),
);
const itemSchema = z.looseObject({ id: z.string() });

/** One request that a stub was asked. */
export type JournalEntry = z.output<typeof journalSchema>[number];

/** What a stub was asked, first to last. */
export async function journalOf(stubUrl: string): Promise<readonly JournalEntry[]> {
  return journalSchema.parse(await turn(stubUrl, 'GET', '/requests'));
}

export async function clearJournal(stubUrl: string): Promise<void> {
  await turn(stubUrl, 'DELETE', '/requests');
}

export async function setFault(stubUrl: string, order: FaultOrder): Promise<void> {
  await turn(stubUrl, 'POST', '/faults', order);
}

export async function clearFaults(stubUrl: string): Promise<void> {
  await turn(stubUrl, 'DELETE', '/faults');
}

/** A record as the stub holds it, for example `practices/A12345`. */
export async function storedItem(stubUrl: string, path: string) {
  return itemSchema.parse(await turn(stubUrl, 'GET', `/data/${path}`));
}

/** Changes members of a record. */
export async function changeItem(stubUrl: string, path: string, changes: object): Promise<void> {
  await turn(stubUrl, 'PATCH', `/data/${path}`, changes);
}

export async function removeItem(stubUrl: string, path: string): Promise<void> {
  await turn(stubUrl, 'DELETE', `/data/${path}`);
}

/** Brings the seed back; faults and the journal are gone, too. */
export async function resetStub(stubUrl: string): Promise<void> {
  await turn(stubUrl, 'POST', '/reset');
  await clearJournal(stubUrl);
}

const LIMIT_MS = 10_000;

/** @throws when the stub refuses: a dial that was not turned must not look like a gateway that copes */
async function turn(stubUrl: string, method: string, ...[path, body]: readonly [string, object?]): Promise<unknown> {
  const response = await fetch(`${stubUrl}/_stub${path}`, {
    method,
    signal: AbortSignal.timeout(LIMIT_MS),
    ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} at the stub: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
