import { hash } from 'node:crypto';

/** How far a trail has come: the sequence number and the hash of its last event. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** What an event says, besides its place in the chain. Whoever makes one names each field: nothing else gets in. */
export type AuditFields = Readonly<Record<string, unknown>> & { readonly event: string };

/** The head of a trail without events. */
export const GENESIS: Head = { seq: 0, hash: 'A'.repeat(43) };

/** The hash of a line, without its line break: SHA-256 as base64url, in which no ten digits look like an NHS number. */
export function hashOf(bytes: string | Uint8Array): string {
  return hash('sha256', bytes, 'base64url');
}

/** Writes an event as the line after `head`: it carries the hash of the line before, and so seals all that came before. */
export function chainEvent(head: Head, time: Date, fields: AuditFields): { line: string; head: Head } {
  const seq = head.seq + 1;
  const line = JSON.stringify({ v: 1, seq, time: time.toISOString(), prev: head.hash, ...fields });
  return { line, head: { seq, hash: hashOf(line) } };
}
