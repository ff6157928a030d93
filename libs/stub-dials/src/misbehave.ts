import { sendBytes } from '@cdg/http-server';
import type { StubFault } from '@cdg/test-data';
import type { Request, Response } from 'express';
import { alterAnswer, type Alteration } from './alter-answer.ts';
import {
  delayed,
  dripped,
  emptied,
  malformedJson,
  padded,
  truncated,
  wrongContentType,
  wrongPatient,
} from './alterations.ts';
import type { RequestSubject } from './fault-list.ts';
import type { Listener } from './listener.ts';

export interface MisbehaveParts {
  readonly about: (req: Request) => RequestSubject;
  readonly listener: Listener;
}
export type Misbehave = (fault: StubFault, req: Request, res: Response) => boolean;

const PAGE =
  '<!DOCTYPE html>\n<html lang="en"><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>\n';

/** Acts a fault out: true when the answer has been taken over, false when the route's own answer will be altered. */
export function createMisbehave({ about, listener }: MisbehaveParts): Misbehave {
  return (fault, req, res) => {
    const alteration = alterationFor(fault, () => about(req).nhsNumber);
    if (alteration !== undefined) {
      alterAnswer(res, alteration);
      return false;
    }
    if (fault.kind === 'refuse') listener.refuse(fault.ms);
    takeOver(fault, req, res);
    return true;
  };
}

function alterationFor(fault: StubFault, nhsNumber: () => string | undefined): Alteration | undefined {
  switch (fault.kind) {
    case 'delay':
      return delayed(fault.ms);
    case 'drip':
      return dripped(fault.bytesPerSecond);
    case 'truncate':
      return truncated(fault.afterBytes);
    case 'malformed-json':
      return malformedJson;
    case 'wrong-content-type':
      return wrongContentType;
    case 'empty':
      return emptied;
    case 'huge':
      return padded(fault.bytes);
    case 'wrong-patient':
      return wrongPatient(nhsNumber());
    default:
      return undefined;
  }
}

function takeOver(fault: StubFault, req: Request, res: Response): void {
  switch (fault.kind) {
    case 'status':
      sendStatus(fault, res);
      break;
    case 'html':
      sendBytes(res, { status: 200, contentType: 'text/html; charset=utf-8', body: PAGE });
      break;
    case 'redirect':
      res.writeHead(302, { Location: addressOf(req), 'Content-Length': 0 });
      res.end();
      break;
    case 'reset':
    case 'refuse':
      req.socket.resetAndDestroy();
      break;
    default:
    // hang: no answer, until the client goes away or the server closes.
  }
}

function sendStatus(fault: Extract<StubFault, { kind: 'status' }>, res: Response): void {
  const { status, headers = {}, body = { error: `fault dialled at this stub: status ${status}` } } = fault;
  const contentType = new Headers(headers).get('Content-Type') ?? mediaTypeFor(body);
  const others = Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-type'));
  if (status === 204 || status === 304) {
    res.writeHead(status, others);
    res.end();
    return;
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  sendBytes(res, { status, contentType, headers: others, body: text });
}

function mediaTypeFor(body: unknown): string {
  const isResource = typeof body === 'object' && body !== null && 'resourceType' in body;
  return isResource ? 'application/fhir+json' : 'application/json';
}

/** The same address again, on this server: a client that follows is found out, or goes round in circles. */
function addressOf(req: Request): string {
  return `${req.protocol}://${req.headers.host ?? 'localhost'}${req.originalUrl}`;
}
