import type { Express } from 'express';
import { createExpressApp, sendJson } from '@cdg/http-server';
import type { createPipeline } from './call/pipeline.ts';
import { dispatch, type DispatchSettings, type Route } from './dispatch.ts';
import { createApiDescription } from './docs/api-description.ts';
import { createDocsPage } from './docs/docs-page.ts';
import type { InFlight } from './limits/in-flight.ts';
import { INTERACTION_ROUTES } from './routes.ts';

export interface AppParts extends DispatchSettings {
  readonly pipeline: ReturnType<typeof createPipeline>;
  readonly inFlight: Pick<InFlight, 'enter'>;
  /** `<BUILD_DATE>.<COMMIT_VERSION>`, or `unknown`. */
  readonly version: string;
}

/** The public port. */
export function createApp(parts: AppParts): Express {
  const app = createExpressApp();
  app.use(dispatch(new Map([...pages(parts.version), ...interactions(parts)]), parts));
  return app;
}

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
