import express, { type Express } from 'express';

/**
 * An Express 5 application with the framework's conveniences switched off that would alter FHIR traffic: no banner, no
 * ETag (and so no 304), case-sensitive and slash-sensitive paths, and the query left as the caller wrote it.
 */
export function createExpressApp(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.set('query parser', false);
  return app;
}
