import { sendBytes, sendJson } from '@cdg/http-server';
import type { RequestHandler } from 'express';
import { checkMethod } from './check-method.ts';

/** `GET /healthcheck`: the service is up. An empty page, as the service answers it. */
export const answerHealthcheck: RequestHandler = (req, res) => {
  checkMethod(req);
  sendBytes(res, { status: 200, contentType: 'text/html; charset=UTF-8', body: '' });
};

/** `GET /healthcheck/deep`: the service and the directory behind it. The stub's directory is always there. */
export const answerDeepHealthcheck: RequestHandler = (req, res) => {
  checkMethod(req);
  const ldap = { status: 'pass', links: { ldap: null }, output: '' };
  sendJson(res, { status: 200, contentType: 'application/json', body: { status: 'pass', details: { ldap } } });
};
