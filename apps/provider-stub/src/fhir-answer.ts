import { sendBytes } from '@cdg/http-server';
import type { Response } from 'express';
import type { FhirResource } from 'fhir/r3.js';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip, gzip } from 'node:zlib';
import { bundleText, type RecordBundle } from './bundle/bundle-text.ts';
import { CONTENT_TYPE, qualityOf, type FhirFormat } from './media-format.ts';
import { xmlDocument } from './stu3/xml.ts';

const compress = promisify(gzip);

/** Sends one resource whole, compressed if the caller asks for it. */
export async function sendResource(
  res: Response,
  { status, resource, format }: { status: number; resource: FhirResource; format: FhirFormat },
): Promise<void> {
  const text = format === 'json' ? JSON.stringify(resource) : xmlDocument(resource);
  await sendText(res, { status, text, format });
}

/** Sends a record: whole when it is of ordinary size, else piece by piece, as fast as the caller takes it. */
export async function sendBundle(
  res: Response,
  { bundle, format, inPieces }: { bundle: RecordBundle; format: FhirFormat; inPieces: boolean },
): Promise<void> {
  const text = bundleText(bundle, format);
  if (!inPieces) {
    await sendText(res, { status: 200, text: [...text].join(''), format });
    return;
  }
  const zipped = wantsGzip(res);
  res.writeHead(200, { ...answerHeaders(zipped), 'Content-Type': CONTENT_TYPE[format] });
  const pieces = Readable.from(text);
  try {
    await (zipped ? pipeline(pieces, createGzip(), res) : pipeline(pieces, res));
  } catch {
    // The caller has gone, or the connection was cut on purpose; there is nobody left to tell.
    res.destroy();
  }
}

async function sendText(
  res: Response,
  { status, text, format }: { status: number; text: string; format: FhirFormat },
): Promise<void> {
  const zipped = wantsGzip(res);
  const body = zipped ? await compress(text) : text;
  sendBytes(res, { status, contentType: CONTENT_TYPE[format], headers: answerHeaders(zipped), body });
}

function answerHeaders(zipped: boolean): Record<string, string> {
  return { 'Cache-Control': 'no-store', Vary: 'Accept-Encoding', ...(zipped && { 'Content-Encoding': 'gzip' }) };
}

function wantsGzip(res: Response): boolean {
  const offers = res.req.headers['accept-encoding']?.split(',') ?? [];
  return offers.some((offer) => offer.split(';', 1)[0]?.trim().toLowerCase() === 'gzip' && qualityOf(offer) > 0);
}
