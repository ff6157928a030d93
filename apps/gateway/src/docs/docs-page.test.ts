import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createExpressApp, createLogger, listen, type RunningServer } from '@cdg/http-server';
import { dispatch } from '../dispatch.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { renderInChromium, WHY_NO_CHROMIUM } from '../testing/chromium.ts';
import { keptAudit } from '../testing/kept-audit.ts';
import { createApiDescription } from './api-description.ts';
import { createDocsPage } from './docs-page.ts';

let server: RunningServer;

beforeAll(async () => {
  const logger = createLogger({ service: 'gateway', level: 'silent' });
  const answers = [['/openapi.json', createApiDescription()] as const, ...createDocsPage()];
  const routes = new Map(answers.map(([path, answer]) => [path, { methods: ['GET', 'HEAD'], answer }]));
  const app = createExpressApp();
  app.use(dispatch(routes, { logger, metrics: createMetrics(), audit: keptAudit(), debug: false }));
  server = await listen(app, { host: '127.0.0.1', port: 0 });
});

afterAll(async () => {
  await server.close(0);
});

describe('GET /openapi.json', () => {
  test('answers the description as JSON, with whatever serves it as its server', async () => {
    const answer = await fetch(`${server.url}/openapi.json`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toMatchObject({
      openapi: '3.0.3',
      servers: [{ url: '/' }],
      paths: { '/patient/$gpc.getstructuredrecord': { post: { operationId: 'getStructuredRecord' } } },
    });
  });

  test('answers HEAD with the length and no body', async () => {
    const answer = await fetch(`${server.url}/openapi.json`, { method: 'HEAD' });
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(10_000);
    expect(await answer.text()).toBe('');
  });
});

describe('GET /docs', () => {
  test('answers a page that loads nothing from elsewhere', async () => {
    const answer = await fetch(`${server.url}/docs`);
    const page = await answer.text();
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  test('lets the page run its own scripts only, and send requests to this gateway only', async () => {
    const { headers } = await fetch(`${server.url}/docs`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    expect(policy).not.toContain('unsafe-eval');
  });

  test('names only files that are there', async () => {
    const page = await (await fetch(`${server.url}/docs`)).text();
    const files = [...page.matchAll(/(?:src|href)="([^":]+)"/g)].map(([, path = '']) => path);
    expect(files).toEqual(
      expect.arrayContaining(['docs/swagger-ui.css', 'docs/swagger-ui-bundle.js', 'docs/start.js']),
    );
    for (const file of files) {
      const answer = await fetch(new URL(file, `${server.url}/docs`));
      expect([file, answer.status]).toEqual([file, 200]);
    }
  });

  test.each(['/docs/', '/docs/index.html', '/docs/../package.json', '/docs/%2e%2e%2fopenapi.yaml', '/docs/LICENSE'])(
    'gives nothing but the files of the page: %s',
    async (path) => {
      expect((await fetch(`${server.url}${path}`)).status).toBe(404);
    },
  );
});

const inBrowser = WHY_NO_CHROMIUM === undefined ? test : test.skip;

inBrowser(
  `a browser shows every operation, and a form for a request${WHY_NO_CHROMIUM === undefined ? '' : ` (skipped: ${WHY_NO_CHROMIUM})`}`,
  async () => {
    const page = await renderInChromium(`${server.url}/docs#/Structured%20record/getStructuredRecord`);
    const operations = [...page.matchAll(/aria-label="(get|post) ([^"]+)"/g)].map(([, method, path = '']) =>
      [method, path.replaceAll('\u200b', '')].join(' '),
    );
    expect(operations).toEqual([
      ...['post /patient/$gpc.getstructuredrecord', 'get /health', 'get /openapi.json', 'get /docs'],
    ]);
    expect(page).toMatch(/<button class="btn execute[^"]*">Execute/);
  },
  60_000,
);
