import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { GUARDS } from '../errors/call-error.ts';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];

/** What the gateway counts, on a registry of its own. Labels are bounded: never an identifier. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Histogram({
      name: 'cdg_request_duration_seconds',
      help: 'Requests on the public port, from the first byte in to the last byte out.',
      labelNames: ['route', 'status'],
      buckets: SECONDS,
      registers,
    }),
    upstreamCalls: new Histogram({
      name: 'cdg_upstream_call_duration_seconds',
      help: 'HTTP exchanges with upstreams, each attempt of its own.',
      labelNames: ['upstream', 'outcome', 'status'],
      buckets: SECONDS,
      registers,
    }),
    bundleIdMismatches: new Counter({
      name: 'cdg_bundle_id_mismatches_total',
      help: 'Records whose Bundle.id was not the trace id.',
      registers,
    }),
    recordWarnings: new Counter({
      name: 'cdg_record_warnings_total',
      help: 'What records warned of: list warning codes, and warnings of the provider.',
      labelNames: ['code'],
      registers,
    }),
    auditEventsLost: new Counter({
      name: 'cdg_audit_events_lost_total',
      help: 'Events that a failing audit sink left no room for; the trail tells their number.',
      registers,
    }),
    auditWritable: new Gauge({
      name: 'cdg_audit_writable',
      help: '1 while every audit sink takes what it is given, else 0.',
      registers,
    }),
    guardHits: guardHitsOn(registry),
    recordsCut: new Counter({
      name: 'cdg_records_cut_total',
      help: 'Answers cut after their first byte, because the rest did not come whole.',
      registers,
    }),
  };
}

/** There from the start, each at 0: an alert sees a counter rise, but not one that appears with its first hit. */
function guardHitsOn(registry: Registry): Counter<'guard'> {
  const hits = new Counter({
    name: 'cdg_guard_hits_total',
    help: 'Answers kept from the consumer, and calls kept from an address, by the guard that did not hold.',
    labelNames: ['guard'],
    registers: [registry],
  });
  for (const guard of GUARDS) hits.inc({ guard }, 0);
  return hits;
}

export type Metrics = ReturnType<typeof createMetrics>;
