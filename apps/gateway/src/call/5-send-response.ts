import type { ServerResponse } from 'node:http';
import { codingsOf, MEDIA_TYPES, mediaTypeOf, type OperationOutcome } from '@cdg/fhir';
import { SPINE_CODES } from '@cdg/gp-connect';
import type { Deadline, StreamedAnswer, WholeAnswer } from '@cdg/http-client';
import type { ProviderAnswer } from '@cdg/provider-client';
import { CallError, type Guard } from '../errors/call-error.ts';
import { readRefusal, refusalAsError } from '../errors/provider-refusal.ts';
import type { ConsumerRequest } from './1-validate-request.ts';
import { createConsumerStream } from './consumer-stream.ts';
import {
  BrokenRecordError,
  readRecord,
  type IncomingRecord,
  type RecordCoding,
  type RecordPart,
} from './read-record.ts';
import { createRecordGuard, mismatch } from './record-guard.ts';
import { createRecordWarnings } from './record-warnings.ts';
import { settled } from './settled.ts';

export interface ResponseSettings {
  /** Bytes held back until the patient is found, decoded or on the wire. */
  readonly patientGuardBytes: number;
  readonly consumerIdleMs: number;
  /** Told when `Bundle.id` is not the trace id: counted and logged, not fatal. */
  readonly onBundleIdMismatch: () => void;
  /** Must resolve before anything of the patient's leaves: what was done so far has been recorded. */
  readonly beforeFirstByte: () => Promise<void>;
  /** Told when the provider's own refusal goes to the consumer, with its Spine code if it has one that is known. */
  readonly onRefusal: (spineCode: string | undefined) => void;
  /** Makes a watch for one record, which is told of the length of each plain chunk: long ones must not fill the memory. */
  readonly watchLength: () => (bytes: number) => void;
  /** Told what the record, as far as it was sent, warned of. */
  readonly onWarnings: (counts: Readonly<Record<string, number>>) => void;
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
  const read = await readRefusal(refusal);
  const error = refusalAsError(refusal.status, read);
  if (error !== undefined) throw error;
  const { plain, outcome } = read;
  settings.onRefusal(outcome === undefined ? undefined : spineCodeOf(outcome));
  const isPlain = plain === refusal.body || !request.acceptsGzip;
  const body = isPlain ? plain : refusal.body;
  await settings.beforeFirstByte();
  deadline.lift();
  res.writeHead(refusal.status, {
    'Content-Type': refusal.header('content-type') ?? MEDIA_TYPES.fhirJson,
    'Content-Length': body.byteLength,
    ...(!isPlain && { 'Content-Encoding': 'gzip' }),
  });
  await createConsumerStream(res, settings.consumerIdleMs).end(body);
}

/** Only what stands in our list: the provider's words may say anything. */
function spineCodeOf(outcome: OperationOutcome): string | undefined {
  return codingsOf(outcome)
    .map(({ code }) => code)
    .find((code) => code !== undefined && Object.hasOwn(SPINE_CODES, code));
}

async function sendRecord(answer: StreamedAnswer, delivery: Delivery, settings: ResponseSettings): Promise<void> {
  const { res, request, deadline } = delivery;
  const coding = codingOf(answer);
  const passesCoded = coding === 'gzip' && request.acceptsGzip;
  const record = readRecord(answer.body, coding);
  try {
    // It is written while the record is looked at.
    const recorded = settled(settings.beforeFirstByte());
    const held = await holdUntilKnown(record, request, settings);
    await recorded();
    deadline.lift();
    const length = passesCoded || coding === 'identity' ? lengthOf(answer) : undefined;
    res.writeHead(answer.status, {
      'Content-Type': answer.header('content-type') ?? MEDIA_TYPES.fhirJson,
      ...(passesCoded && { 'Content-Encoding': 'gzip' }),
      ...(length !== undefined && { 'Content-Length': length }),
    });
    const bytesOf = ({ coded, plain }: RecordPart) => (passesCoded ? [coded] : plain);
    await flow({ held, record, bytesOf, length }, { res, settings });
  } finally {
    record.close();
  }
}

/** Where the bytes go out as they came, so does their number: what is sent as one piece needs no chunks. */
function lengthOf({ header }: StreamedAnswer): number | undefined {
  const length = header('content-length') ?? '';
  return /^\d+$/.test(length) ? Number(length) : undefined;
}

/** @throws CallError 502 when the answer is no FHIR JSON, or coded in a way that nobody asked for */
function codingOf({ header }: StreamedAnswer): RecordCoding {
  if (!RECORD_TYPES.includes(mediaTypeOf(header('content-type')))) throw unexpected('media type', 'media-type');
  const coding = header('content-encoding')?.trim().toLowerCase() ?? '';
  if (coding === 'gzip' || coding === 'x-gzip') return 'gzip';
  if (coding === 'identity' || coding === '') return 'identity';
  throw unexpected('content coding', 'content-coding');
}

function unexpected(what: string, guard: Guard): CallError {
  return new CallError('upstreamFailed', `Provider request failed: unexpected ${what}`, { guard });
}

/** Reads until the guard has found the requested patient; gives what has been read and not sent. */
async function holdUntilKnown(
  record: IncomingRecord,
  { nhsNumber, traceId }: ConsumerRequest,
  { patientGuardBytes, onBundleIdMismatch }: ResponseSettings,
): Promise<readonly RecordPart[]> {
  const guard = createRecordGuard({ nhsNumber, limitBytes: patientGuardBytes });
  const held: RecordPart[] = [];
  let heldBytes = 0;
  for (let part = await nextOf(record); part !== undefined; part = await nextOf(record)) {
    held.push(part);
    if (part.plain.some((bytes) => guard.inspect(bytes))) {
      if (guard.bundleId() !== traceId) onBundleIdMismatch();
      return held;
    }
    // Gzip can go on for ever without a plain byte.
    heldBytes += part.coded.length;
    if (heldBytes >= patientGuardBytes) throw mismatch('no-patient');
  }
  throw mismatch('no-patient');
}

/** Before the first byte is sent, a record that is not whole is refused like any other that is not to be trusted. */
async function nextOf(record: IncomingRecord): Promise<RecordPart | undefined> {
  try {
    return await record.next();
  } catch (error) {
    throw error instanceof BrokenRecordError ? mismatch('incomplete', error) : error;
  }
}

interface Flow {
  readonly held: readonly RecordPart[];
  readonly record: IncomingRecord;
  readonly bytesOf: (part: RecordPart) => readonly Uint8Array[];
  /** What the consumer has been told of their number. */
  readonly length: number | undefined;
}

/**
 * Sends what was held, then the rest as it comes. A record that is not whole is cut, so that it cannot look complete: the
 * bytes that make up the number that was told go out only when the record is known to be whole.
 */
async function flow(
  { held, record, bytesOf, length }: Flow,
  { res, settings }: { res: ServerResponse; settings: ResponseSettings },
): Promise<void> {
  const consumer = createConsumerStream(res, settings.consumerIdleMs);
  const warnings = createRecordWarnings();
  const passed = settings.watchLength();
  let come = 0;
  let last: Uint8Array | undefined;
  const send = async (part: RecordPart) => {
    for (const plain of part.plain) {
      // What has been inflated, not what came of it on the wire: that is what takes memory.
      passed(plain.length);
      warnings.see(plain);
    }
    for (const bytes of bytesOf(part).filter(({ byteLength }) => byteLength > 0)) {
      come += bytes.byteLength;
      if (come === length) last = bytes;
      else await consumer.write(bytes);
    }
  };
  try {
    for (const part of held) await send(part);
    for (let part = await record.next(); part !== undefined; part = await record.next()) await send(part);
    await consumer.end(last);
  } catch (error) {
    // Without its last byte: with a Content-Length, a body that has all of them looks complete.
    consumer.cut(error, last?.subarray(0, -1));
    throw error;
  } finally {
    settings.onWarnings(warnings.counts());
  }
}
