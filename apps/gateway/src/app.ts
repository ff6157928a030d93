import { randomUUID } from 'node:crypto';
import type { Express, RequestHandler } from 'express';
import { createExpressApp, sendJson } from '@cdg/http-server';
import { createApiDescription } from './docs/api-description.ts';
import { createDocsPage } from './docs/docs-page.ts';
import { CallError } from './errors/call-error.ts';
import { asCallError, renderError } from './errors/render-error.ts';
import { handleCall, type CallHandling } from './handle-call.ts';
import { echoedIds } from './requests/consumer-headers.ts';
import { INTERACTION_ROUTES } from './routes.ts';

export interface AppParts extends CallHandling {
  /** `<BUILD_DATE>.<COMMIT_VERSION>`, or `unknown`. */
  readonly version: string;
}

interface Route {
  readonly methods: readonly string[];
  readonly handler: RequestHandler;
}

/** The public port: middleware in the order it runs. */
export function createApp(parts: AppParts): Express {
  const app = createExpressApp();
  app.use(commonHeaders);
  app.use(dispatch(routesOf(parts)));
  return app;
}

function routesOf(parts: AppParts): Map<string, Route> {
  const pages = [
    ['/health', health(parts.version)],
    ['/openapi.json', createApiDescription()],
    ...createDocsPage(),
  ] as const;
  const routes = new Map<string, Route>(pages.map(([path, handler]) => [path, { methods: ['GET', 'HEAD'], handler }]));
  for (const [path, rules] of Object.entries(INTERACTION_ROUTES)) {
    routes.set(path, { methods: [rules.interaction.method], handler: handleCall(rules, parts) });
  }
  return routes;
}

const commonHeaders: RequestHandler = (req, res, next) => {
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('X-Content-Type-Options', 'nosniff');
  req.headers['x-request-id'] ??= randomUUID();
  for (const [name, value] of Object.entries(echoedIds(req.headers))) res.setHeader(name, value);
  next();
};

/** Finds a request's route by its exact path, `%24` meaning `$`, and answers what no route answers. */
function dispatch(routes: ReadonlyMap<string, Route>): RequestHandler {
  return async (req, res, next) => {
    try {
      const route = routes.get(req.path.replaceAll('%24', '$'));
      if (route === undefined) throw new CallError('unknownPath', 'No such path: see /openapi.json');
      if (!route.methods.includes(req.method)) throw wrongMethod(route.methods);
      await route.handler(req, res, next);
    } catch (error) {
      renderError(res, asCallError(error));
    }
  };
}

function wrongMethod(methods: readonly string[]): CallError {
  const allow = methods.join(', ');
  return new CallError('wrongMethod', `Method must be ${allow}`, { headers: { Allow: allow } });
}

function health(version: string): RequestHandler {
  return (_req, res) => {
    sendJson(res, { status: 200, contentType: 'application/json', body: { status: 'healthy', version } });
  };
}
