import type { ServerResponse } from 'node:http';
import { MEDIA_TYPES, mediaTypeOf } from '@cdg/fhir';
import type { Deadline, StreamedAnswer, WholeAnswer } from '@cdg/http-client';
import type { ProviderAnswer } from '@cdg/provider-client';
import { CallError } from '../errors/call-error.ts';
import { refusalAsError } from '../errors/provider-refusal.ts';
import type { ConsumerRequest } from './1-validate-request.ts';
import { createConsumerStream } from './consumer-stream.ts';
import { gzipDecoder, identityDecoder, type RecordDecoder } from './record-decoder.ts';
import { createRecordGuard, mismatch } from './record-guard.ts';
import { createTailCheck } from './tail-check.ts';

export interface ResponseSettings {
  /** Decoded bytes held back until the patient is found. */
  readonly patientGuardBytes: number;
  readonly consumerIdleMs: number;
  /** Told when `Bundle.id` is not the trace id: counted and logged, not fatal. */
  readonly onBundleIdMismatch: () => void;
}

export interface Delivery {
  readonly res: ServerResponse;
  readonly request: ConsumerRequest;
  readonly deadline: Deadline;
}

const RECORD_TYPES: readonly string[] = [MEDIA_TYPES.fhirJson, MEDIA_TYPES.olderFhirJson];

/**
 * Step 5: hands the provider's answer to the consumer, byte for byte: a record only once its guards hold, a refusal only
 * where it is about the request or the patient.
 *
 * @throws CallError before the first byte; after it, a record that turns out not to be whole is cut
 */
export async function sendResponse(
  answer: ProviderAnswer,
  delivery: Delivery,
  settings: ResponseSettings,
): Promise<void> {
  if ('refusal' in answer) {
    await sendRefusal(answer.refusal, delivery, settings);
    return;
  }
  try {
    await sendRecord(answer.record, delivery, settings);
  } finally {
    answer.record.body.destroy();
  }
}

async function sendRefusal(refusal: WholeAnswer, delivery: Delivery, settings: ResponseSettings): Promise<void> {
  const { res, request, deadline } = delivery;
  const { error, plain } = await refusalAsError(refusal, settings.patientGuardBytes);
  if (error !== undefined) throw error;
  const isPlain = plain === refusal.body || !request.acceptsGzip;
  const body = isPlain ? plain : refusal.body;
  deadline.lift();
  res.writeHead(refusal.status, {
    'Content-Type': refusal.header('content-type') ?? MEDIA_TYPES.fhirJson,
    'Content-Length': body.byteLength,
    ...(!isPlain && { 'Content-Encoding': 'gzip' }),
  });
  await createConsumerStream(res, settings.consumerIdleMs).end(body);
}

async function sendRecord(record: StreamedAnswer, delivery: Delivery, settings: ResponseSettings): Promise<void> {
  const { res, request, deadline } = delivery;
  const coding = codingOf(record);
  const decoder = coding === 'gzip' ? gzipDecoder() : identityDecoder();
  const passesCoded = coding === 'gzip' && request.acceptsGzip;
  const tail = createTailCheck();

  /** The bytes to send for the next bytes on the wire, and their plain form for the checks. */
  const take = async (bytes: Uint8Array) => {
    const plain = await decoder.decode(bytes);
    for (const part of plain) tail.see(part);
    return { plain, sent: passesCoded ? [bytes] : plain };
  };

  try {
    const source = chunksOf(record);
    const held = await holdUntilKnown({ source, take, delivery, settings });
    deadline.lift();
    res.writeHead(record.status, {
      'Content-Type': record.header('content-type') ?? MEDIA_TYPES.fhirJson,
      ...(passesCoded && { 'Content-Encoding': 'gzip' }),
    });
    await flow({ held, source, take, end: () => endWhole(decoder, tail.isWhole) }, { res, settings });
  } finally {
    decoder.close();
  }
}

type Take = (bytes: Uint8Array) => Promise<{ plain: readonly Uint8Array[]; sent: readonly Uint8Array[] }>;
type Source = AsyncIterator<Uint8Array, unknown>;

interface Holding {
  readonly source: Source;
  readonly take: Take;
  readonly delivery: Delivery;
  readonly settings: ResponseSettings;
}

/** Reads until the guard has found the requested patient; gives what has been read and not sent. */
async function holdUntilKnown({ source, take, delivery, settings }: Holding): Promise<Uint8Array[]> {
  const { nhsNumber, traceId } = delivery.request;
  const guard = createRecordGuard({ nhsNumber, limitBytes: settings.patientGuardBytes });
  const held: Uint8Array[] = [];
  for (;;) {
    const { value, done } = await source.next();
    if (done === true) throw mismatch();
    const { plain, sent } = await take(value).catch((error: unknown) => {
      throw new CallError('notTrusted', mismatch().diagnostics, { cause: error });
    });
    held.push(...sent);
    if (plain.some((part) => guard.inspect(part))) {
      if (guard.bundleId() !== traceId) settings.onBundleIdMismatch();
      return held;
    }
  }
}

interface Flow {
  readonly held: readonly Uint8Array[];
  readonly source: Source;
  readonly take: Take;
  readonly end: () => Promise<void>;
}

/** Sends what was held, then the rest as it comes. A record that is not whole is cut, so that it cannot look complete. */
async function flow(
  { held, source, take, end }: Flow,
  { res, settings }: { res: ServerResponse; settings: ResponseSettings },
) {
  const consumer = createConsumerStream(res, settings.consumerIdleMs);
  try {
    for (const part of held) await consumer.write(part);
    for (let next = await source.next(); next.done !== true; next = await source.next()) {
      for (const part of (await take(next.value)).sent) await consumer.write(part);
    }
    await end();
    await consumer.end();
  } catch (error) {
    consumer.cut(error);
    throw error;
  }
}

async function endWhole(decoder: RecordDecoder, isWhole: () => boolean): Promise<void> {
  await decoder.end();
  if (!isWhole()) throw new Error('the record does not end as a JSON object');
}

function codingOf(record: StreamedAnswer): 'gzip' | 'identity' {
  if (!RECORD_TYPES.includes(mediaTypeOf(record.header('content-type')))) throw unexpected('media type');
  const coding = record.header('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (coding === 'gzip' || coding === 'x-gzip') return 'gzip';
  if (coding === 'identity' || coding === '') return 'identity';
  throw unexpected('content coding');
}

function unexpected(what: string): CallError {
  return new CallError('upstreamFailed', `Provider request failed: unexpected ${what}`);
}

function chunksOf({ body }: StreamedAnswer): Source {
  return body[Symbol.asyncIterator]();
}
