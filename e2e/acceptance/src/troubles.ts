import type { FaultOrder } from '@cdg/gateway-under-test';

/** The services behind the gateway, in the words of the features, and what their stubs are called. */
export const SERVICES: Readonly<Record<string, 'pds' | 'sds' | 'provider'>> = {
  PDS: 'pds',
  SDS: 'sds',
  "the practice's system": 'provider',
};

/** How long a service that is down stays so; a stub cannot be reached meanwhile, and nobody can cut it short. */
const DOWN_MS = 500;

/** How a service may misbehave, in the words of the features. */
export const TROUBLES: Readonly<Record<string, FaultOrder['fault']>> = {
  'is down': { kind: 'refuse', ms: DOWN_MS },
  'breaks every connection': { kind: 'reset' },
  'never answers': { kind: 'hang' },
  'is too busy': { kind: 'status', status: 429 },
  'asks to be left alone for 30 seconds': { kind: 'status', status: 429, headers: { 'Retry-After': '30' } },
  'sends a web page': { kind: 'html' },
  'sends broken JSON': { kind: 'malformed-json' },
  'sends nothing': { kind: 'empty' },
  'sends another kind of document': { kind: 'wrong-content-type' },
  'sends the gateway somewhere else': { kind: 'redirect' },
  'breaks off half-way': { kind: 'truncate', afterBytes: 20_000 },
  "sends somebody else's record": { kind: 'wrong-patient' },
  'answers about somebody else': { kind: 'wrong-patient' },
};
