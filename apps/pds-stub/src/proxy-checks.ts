import { isUuid } from '@cdg/fhir';
import type { RequestHandler } from 'express';
import { PdsFault } from './pds-fault.ts';

const SUPPORTED = /^\/(Patient|Coverage|_poll|_ping|_status)(\/|$)/;

/** The proxy answers a preflight by itself; any other OPTIONS breaks behind it. */
export const answerOptions: RequestHandler = (req, res, next) => {
  if (req.method !== 'OPTIONS') {
    next();
    return;
  }
  const { origin } = req.headers;
  if (origin === undefined || req.get('Access-Control-Request-Method') === undefined) throw new PdsFault('badGateway');
  res.writeHead(200, {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Headers':
      'origin, x-requested-with, accept, content-type, if-match, nhsd-session-urid, authorization, ' +
      'x-correlation-id, x-request-id, nhsd-end-user-organisation-ods',
    'Access-Control-Max-Age': '3628800',
    'Access-Control-Allow-Methods': 'GET, PUT, POST, PATCH, DELETE',
    'Content-Length': 0,
  });
  res.end();
};

export const checkPath: RequestHandler = (req, _res, next) => {
  const path = req.originalUrl.slice(req.baseUrl.length).split('?', 1)[0] ?? '';
  if (!SUPPORTED.test(path)) throw new PdsFault('unsupportedPath', `Unsupported path - '${path}'`);
  next();
};

/** The proxy looks at the form of an id that is there; whether there is one at all is Spine's business, later. */
export const checkRequestId: RequestHandler = (req, _res, next) => {
  const requestId = req.get('X-Request-ID');
  if (requestId !== undefined && !isUuid(requestId)) {
    throw new PdsFault('invalidHeader', `Invalid value - '${requestId}' in header 'X-Request-ID'`);
  }
  next();
};

/** What an application may do without a user: read, and search for one single match. */
export const checkAccessMode: RequestHandler = (req, _res, next) => {
  if (/^\/Coverage(\/|$)/.test(req.path)) {
    throw new PdsFault(
      'coverageForbidden',
      'Your app has insufficient permissions to use this operation. Please contact support.',
    );
  }
  if (req.method === 'PATCH' || req.method === 'POST') {
    throw new PdsFault(
      req.method === 'PATCH' ? 'updateForbidden' : 'createForbidden',
      'Your app has insufficient permissions to use this method. Please contact support.',
    );
  }
  const asked = new URL(req.originalUrl, 'http://stub').searchParams.get('_max-results');
  if (req.method === 'GET' && req.path === '/Patient' && asked !== null && asked !== '1') {
    throw new PdsFault(
      'severalResultsForbidden',
      'Your app has insufficient permissions to perform this search. Please contact support.',
    );
  }
  next();
};

export const requireRequestId: RequestHandler = (req, _res, next) => {
  if (req.get('X-Request-ID') === undefined) {
    throw new PdsFault(
      'missingValue',
      'Invalid request with error - X-Request-ID header must be supplied to access this resource',
    );
  }
  next();
};
