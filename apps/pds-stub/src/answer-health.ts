import { MEDIA_TYPES } from '@cdg/fhir';
import { sendJson } from '@cdg/http-server';
import type { RequestHandler } from 'express';

const DEPLOYMENT = { version: 'stub', revision: '1', releaseId: 'stub', commitId: 'stub' };

/** `GET /_ping`: the proxy is there. */
export const answerPing: RequestHandler = (_req, res) => {
  sendJson(res, { status: 200, contentType: MEDIA_TYPES.json, body: DEPLOYMENT });
};

/** `GET /_status`: the proxy and Spine behind it, for whoever sends an `apikey`, whichever. */
export const answerStatus: RequestHandler = (req, res) => {
  if (!req.get('apikey')) {
    const body = { error: 'access_denied', error_description: 'Missing apikey header' };
    sendJson(res, { status: 401, contentType: MEDIA_TYPES.json, body });
    return;
  }
  const spine = { status: 'pass', timeout: 'false', responseCode: 200, outcome: 'OK', links: {} };
  const body = { status: 'pass', ...DEPLOYMENT, checks: { 'spine:status': [spine] } };
  sendJson(res, { status: 200, contentType: MEDIA_TYPES.json, body });
};
