import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { FleetError } from './fleet-error.ts';
import type { SampleRequest } from './sample-request.ts';

export interface SampleAnswer {
  readonly status: string;
  readonly bytes: number;
  readonly ms: number;
  /** How many resources of each type the record has, the most first. */
  readonly resources: readonly (readonly [type: string, count: number])[];
  readonly traceId: string;
}

const TIMEOUT_MS = 30_000;
const MAX_SHOWN_CHARACTERS = 2_000;
const record = z.object({
  resourceType: z.literal('Bundle'),
  id: z.string(),
  entry: z.array(z.object({ resource: z.object({ resourceType: z.string() }) })),
});

/**
 * Sends the request through the gateway.
 *
 * @throws FleetError that says why when the answer is not a structured record
 */
export async function sendSample(request: SampleRequest, signal: AbortSignal): Promise<SampleAnswer> {
  const sentAt = performance.now();
  const { status, bytes } = await post(request, AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]));
  const ms = Math.round(performance.now() - sentAt);
  const text = new TextDecoder().decode(bytes);
  const answered = `${status} ${STATUS_CODES[status] ?? ''}`.trim();
  const bundle = status === 200 ? parsed(text) : undefined;
  if (bundle === undefined) {
    throw new FleetError(`The sample request was answered ${answered}: ${text.slice(0, MAX_SHOWN_CHARACTERS)}`);
  }
  const types = Map.groupBy(bundle.entry, ({ resource }) => resource.resourceType);
  const resources = [...types].map(([type, { length }]) => [type, length] as const).sort(([, a], [, b]) => b - a);
  return { status: answered, bytes: bytes.byteLength, ms, resources, traceId: bundle.id };
}

async function post({ url, headers, body }: SampleRequest, signal: AbortSignal) {
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal });
    return { status: response.status, bytes: await response.bytes() };
  } catch (error) {
    throw new FleetError('The sample request got no whole answer', { cause: error });
  }
}

function parsed(text: string): z.output<typeof record> | undefined {
  try {
    return record.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
