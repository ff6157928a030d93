import { sendJson } from '@cdg/http-server';
import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { readBody } from './read-body.ts';

const MOST_LEVELS = 100;

/** Answers on the `/_stub` paths are plain JSON, whatever the stub itself speaks. */
export function sendStubJson(res: Response, status: number, body: unknown): void {
  sendJson(res, { status, contentType: 'application/json', body });
}

export function sendStubError(res: Response, status: number, error: string): void {
  sendStubJson(res, status, { error });
}

/** The last handler of a path: names the methods that it does have. */
export function methodNotAllowed(...allowed: readonly string[]): RequestHandler {
  return (req, res) => {
    res.setHeader('Allow', allowed.join(', '));
    sendStubError(res, 405, `${req.method} is not possible here, only ${allowed.join(', ')}`);
  };
}

/** An address with a broken escape would end in the framework's own error page. */
export const decodablePath: RequestHandler = (req, res, next) => {
  try {
    decodeURIComponent(req.path);
  } catch {
    sendStubError(res, 400, 'the address has a broken % escape');
    return;
  }
  next();
};

/** Reads the raw body into `req.body` as a Buffer (empty when there is none); a larger one is refused with 413. */
export function rawBody(maxBytes: number): RequestHandler {
  return async (req, res, next) => {
    const read = await readBody(req, maxBytes);
    if ('bytes' in read) {
      req.body = read.bytes;
      next();
    } else if (read.failed === 'too-large') {
      refuseBody(req, res, maxBytes);
    }
  };
}

function refuseBody(req: Request, res: Response, maxBytes: number): void {
  res.setHeader('Connection', 'close');
  sendStubError(res, 413, `the body is larger than ${maxBytes} bytes`);
  req.resume();
}

/** The JSON value in a raw body; undefined when it is not UTF-8 JSON, or nested more deeply than any real resource. */
export function parseJson(body: unknown): { readonly value: unknown } | undefined {
  if (!(body instanceof Uint8Array)) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return isDeeperThan(MOST_LEVELS, value) ? undefined : { value };
  } catch {
    return undefined;
  }
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(levels - 1, member));
}

/** Every fault that a schema found, each with the member it is about. */
export function describeIssues({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`).join('; ');
}
