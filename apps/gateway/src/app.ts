import { randomUUID } from 'node:crypto';
import type { Express, RequestHandler } from 'express';
import { createExpressApp, sendJson } from '@cdg/http-server';
import type { createPipeline } from './call/pipeline.ts';
import { dispatch, type DispatchSettings, type Route } from './dispatch.ts';
import { createApiDescription } from './docs/api-description.ts';
import { createDocsPage } from './docs/docs-page.ts';
import type { InFlight } from './limits/in-flight.ts';
import { echoedIds } from './requests/consumer-headers.ts';
import { INTERACTION_ROUTES } from './routes.ts';
import { hstsHeaders } from './tls/hsts.ts';

export interface AppParts extends DispatchSettings {
  readonly pipeline: ReturnType<typeof createPipeline>;
  readonly inFlight: Pick<InFlight, 'enter'>;
  /** `<BUILD_DATE>.<COMMIT_VERSION>`, or `unknown`. */
  readonly version: string;
}

/** The public port: middleware in the order it runs. */
export function createApp(parts: AppParts): Express {
  const app = createExpressApp();
  app.use(commonHeaders);
  app.use(dispatch(new Map([...pages(parts.version), ...interactions(parts)]), parts));
  return app;
}

const commonHeaders: RequestHandler = (req, res, next) => {
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('X-Content-Type-Options', 'nosniff');
  req.headers['x-request-id'] ??= randomUUID();
  const more = { ...hstsHeaders(req.socket), ...echoedIds(req.headers) };
  for (const [name, value] of Object.entries(more)) res.setHeader(name, value);
  next();
};

function interactions({ pipeline, inFlight }: AppParts): [string, Route][] {
  return Object.entries(INTERACTION_ROUTES).map(([path, rules]) => [
    path,
    {
      methods: [rules.interaction.method],
      interaction: rules.interaction.id,
      answer: (exchange, recorder) => {
        inFlight.enter(exchange.res);
        return pipeline(rules, exchange, recorder);
      },
    },
  ]);
}

function pages(version: string): [string, Route][] {
  const answers: [string, Route['answer']][] = [
    ['/health', health(version)],
    ['/openapi.json', createApiDescription()],
    ...createDocsPage(),
  ];
  return answers.map(([path, answer]) => [path, { methods: ['GET', 'HEAD'], isPage: true, answer }]);
}

function health(version: string): Route['answer'] {
  return ({ res }) => {
    sendJson(res, { status: 200, contentType: 'application/json', body: { status: 'healthy', version } });
  };
}
