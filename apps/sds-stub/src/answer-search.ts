import { createHash } from 'node:crypto';
import { sendBytes } from '@cdg/http-server';
import type { Request, RequestHandler } from 'express';
import { checkCorrelationId } from './correlation-id.ts';
import type { DirectoryIndex } from './directory-index.ts';
import { negotiateMediaType } from './negotiate-media-type.ts';
import { decodeQuery, decodeUrl } from './percent-decoding.ts';
import { checkMethod } from './check-method.ts';

export interface SearchContext {
  readonly index: DirectoryIndex;
  /** Compares party keys and suppliers' codes, whose case does not matter in every environment. */
  readonly sameKey: (stored: string, asked: string) => boolean;
  readonly newId: () => string;
}

interface FoundResource {
  readonly resourceType: string;
  readonly id: string;
}

/** Reads a query, or throws what is wrong with it; the look-up itself comes after the check of `Accept`. */
export type SearchOperation = (
  query: readonly (readonly [name: string, value: string])[],
) => () => readonly FoundResource[];

/** Answers a search with a Bundle. The checks stand in the order in which the service makes them. */
export function answerSearch(operation: SearchOperation, newId: () => string): RequestHandler {
  return (req, res) => {
    checkMethod(req);
    checkCorrelationId(req);
    const lookUp = operation(decodeQuery(req.originalUrl));
    const contentType = negotiateMediaType(req.get('accept'));
    const body = JSON.stringify(searchset(req, lookUp(), newId()), null, 2);
    const hash = createHash('sha1').update(body).digest('hex');
    sendBytes(res, { status: 200, contentType, headers: { Etag: `"${hash}"` }, body });
  };
}

/** Ids are new in every answer, and `link` shows the address as the caller wrote it, percent-decoded. */
function searchset(req: Request, found: readonly FoundResource[], id: string) {
  const url = `${req.protocol}://${req.get('host') ?? 'localhost'}${req.originalUrl}`;
  const path = url.split('?', 1)[0] ?? url;
  return {
    resourceType: 'Bundle',
    id,
    type: 'searchset',
    total: found.length,
    link: [{ relation: 'self', url: decodeUrl(url) }],
    entry: found.map((resource) => ({ fullUrl: `${path}/${resource.id}`, resource, search: { mode: 'match' } })),
  };
}
