import { sendBytes, sendJson } from '@cdg/http-server';
import { Router, type RequestHandler, type Response } from 'express';
import type { SdsStubSettings } from './config.ts';

const RELEASE = { version: 'v0.0.0-stub', revision: '1', releaseId: '0', commitId: 'stub' };

const CATCH_ALL = {
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity: 'error',
      code: 'unknown',
      details: {
        coding: [
          {
            system: 'https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode',
            version: '1',
            code: 'UNKNOWN_ERROR',
            display:
              'An unknown error occurred processing this request. Contact us for assistance diagnosing this issue: https://digital.nhs.uk/developer/help-and-support. (Message ID: rrt-0000000000000000000-stub)',
          },
        ],
      },
    },
  ],
};

/** The one body of every fault of the API gateway, which also takes the place of every 5xx body of the service. */
export function sendCatchAll(res: Response, status: number): void {
  sendJson(res, { status, contentType: 'application/json', body: CATCH_ALL });
}

/** What the API gateway answers itself, before any request reaches the service. */
export function createGatewayFront({ mode, acceptedApiKey, statusKey }: SdsStubSettings): Router {
  const router = Router({ caseSensitive: true, strict: true });
  router.get('/_ping', (_req, res) => {
    sendJson(res, { status: 200, contentType: 'application/json', body: RELEASE });
  });
  router.get('/_status', (req, res) => {
    // The operators' own key, not a consumer's.
    if (req.get('apikey') !== statusKey) sendCatchAll(res, 401);
    else
      sendJson(res, { status: 200, contentType: 'application/json', body: statusReport(`${req.baseUrl}/healthcheck`) });
  });
  router.use(answerPreflight(mode));
  if (mode === 'live') {
    router.use((req, res, next) => {
      if (req.get('apikey') === acceptedApiKey) next();
      else sendCatchAll(res, 401);
    });
  }
  return router;
}

function statusReport(self: string) {
  const check = { status: 'pass', timeout: 'false', responseCode: 200, outcome: 'OK', links: { self } };
  return { status: 'pass', ...RELEASE, checks: { 'healthcheckService:status': [check] } };
}

/** A browser's preflight needs no key. Live, the headers a search needs are not among those it allows. */
function answerPreflight(mode: SdsStubSettings['mode']): RequestHandler {
  const allowed = ['origin', 'x-requested-with', 'accept', 'content-type'];
  const allowHeaders = mode === 'live' ? allowed : [...allowed, 'apikey', 'x-correlation-id'];
  return (req, res, next) => {
    const origin = req.get('origin');
    if (req.method !== 'OPTIONS' || !origin || !req.get('access-control-request-method')) {
      next();
      return;
    }
    sendBytes(res, {
      status: 200,
      contentType: 'text/plain',
      headers: {
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Allow-Methods': 'GET',
        'Access-Control-Allow-Headers': allowHeaders.join(', '),
      },
      body: '',
    });
  };
}
