import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { createCertificateAuthority, hang, respond } from '@cdg/test-kit';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { ask, askFor, type Answer } from './support/ask.ts';
import { startFakeServices, type FakeServices } from './support/fake-services.ts';
import { recordText } from './support/good-answers.ts';
import { startLoneGateway, type LoneGateway } from './support/lone-gateway.ts';
import { metricFamilies, seriesOf, type MetricFamily } from './support/metric-families.ts';
import { readQuery } from './support/promql.ts';

const ROOT = join(import.meta.dirname, '../../..');
const OBSERVABILITY = join(ROOT, 'infrastructure/observability');
const PATIENT = SCENARIO_PATIENTS.fullRecord;
const RATE_LIMIT = 6;
/** Labels that Prometheus adds. */
const OF_THE_TARGET = ['instance', 'job'];
const HAS_PROMTOOL = spawnSync('promtool', ['--version']).status === 0;
const WHY = '(skipped: no promtool on the PATH; Debian and Ubuntu have it: apt-get install prometheus)';
const testWithPromtool = (name: string, body: () => void) => {
  if (HAS_PROMTOOL) test(name, body);
  else test.skip(`${name} ${WHY}`, body);
};
const promtool = (args: readonly string[], input = '') => {
  const { status, stdout, stderr } = spawnSync('promtool', args, { input, encoding: 'utf8' });
  return { status, said: stdout + stderr };
};

let services: FakeServices;
let gateway: LoneGateway;
let page: string;
let families: readonly MetricFamily[];
const answers: Record<string, Answer> = {};

/** A gateway with all that has metrics of its own, though neither Redis nor the collector is there. */
async function start(): Promise<void> {
  const certificate = await (await createCertificateAuthority()).issue({ subject: 'CN=gateway.example' });
  services = await startFakeServices();
  gateway = await startLoneGateway({
    ...services.settings,
    REDIS_URL: 'redis://127.0.0.1:1',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
    ...{ PROVIDER_TLS_CERT: certificate.cert, PROVIDER_TLS_KEY: certificate.key },
    ...{
      RATE_LIMIT_PER_MINUTE: String(RATE_LIMIT),
      MAX_IN_FLIGHT: '1',
      PDS_TIMEOUT_MS: '300',
      SDS_CACHE_TTL_MS: '60000',
    },
  });
}

/** Requests that end in every way that the page is to tell. */
async function makeRequests(): Promise<void> {
  answers.record = await askFor(gateway.url, PATIENT);
  answers.nowhere = await ask(gateway.url, { method: 'GET', path: '/nowhere' });
  const others = recordText({ id: 'b-1', nhsNumber: SCENARIO_PATIENTS.survivor });
  services.script({ provider: respond({ headers: { 'Content-Type': 'application/fhir+json' }, body: others }) });
  answers.wrongPatient = await askFor(gateway.url, PATIENT);
  services.script({ patient: hang() });
  const slow = askFor(gateway.url, PATIENT);
  await services.whenAsked('patient');
  answers.shed = await askFor(gateway.url, PATIENT);
  answers.late = await slow;
  services.script();
  for (let count = 0; count <= RATE_LIMIT; count += 1) {
    answers.limited = await askFor(gateway.url, PATIENT, { 'ODS-from': 'CONSUMER' });
  }
}

beforeAll(async () => {
  await start();
  await makeRequests();
  page = await gateway.metricsPage();
  families = metricFamilies(page);
});
afterAll(() => Promise.all([gateway.stop(), services.close()]));

const samplesOf = (name: string) => families.find((family) => family.name === name)?.metrics ?? [];
const valuesOf = (name: string, label: string) => new Set(samplesOf(name).map(({ labels }) => labels[label]));

/** Name to labels, as the catalogue has them. */
const catalogue = new Map(
  [
    ...readFileSync(join(ROOT, 'docs/metrics-and-logs.md'), 'utf8').matchAll(
      /^\| (`[^|]+) *\| (counter|gauge|histogram) *\|([^|]*)\|/gm,
    ),
  ].flatMap(([, names = '', , labels = '']) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name = '']): [string, string[]] => [
      name,
      [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label),
    ]),
  ),
);

describe('the metrics page', () => {
  test('tells how requests ended, what guards kept, and where answers came from', () => {
    const statuses = Object.fromEntries(Object.entries(answers).map(([name, { status }]) => [name, status]));
    expect(statuses).toEqual({ record: 200, nowhere: 404, wrongPatient: 502, shed: 503, late: 504, limited: 429 });
    expect(valuesOf('cdg_request_duration_seconds', 'status')).toEqual(
      new Set(['200', '404', '429', '502', '503', '504']),
    );
    expect(samplesOf('cdg_guard_hits_total')).toContainEqual({ labels: { guard: 'other-patient' }, value: '1' });
    expect(samplesOf('cdg_guard_hits_total')).toContainEqual({ labels: { guard: 'media-type' }, value: '0' });
    expect(samplesOf('cdg_requests_shed_total')).toEqual([{ labels: {}, value: '1' }]);
    expect(samplesOf('cdg_requests_rate_limited_total')).toEqual([{ labels: {}, value: '1' }]);
    expect(valuesOf('cdg_sds_lookups_total', 'source')).toEqual(new Set(['upstream', 'memory']));
    expect(samplesOf('cdg_upstream_connections')).toContainEqual({
      labels: { upstream: 'SDS', state: 'pending' },
      value: '0',
    });
    expect(samplesOf('cdg_certificate_days_left')).toHaveLength(1);
    expect(samplesOf('nodejs_eventloop_lag_p99_seconds')).toHaveLength(1);
  });

  test('has no identifier in it', () => {
    const labels = families.flatMap(({ metrics }) => metrics.flatMap((sample) => Object.values(sample.labels)));
    expect(labels.filter((label) => /\d{4}/.test(label))).toEqual([]);
    for (const secret of [PATIENT, 'A12345', 'S55555', 'CONSUMER', '918999198738']) expect(page).not.toContain(secret);
  });

  test('is what the catalogue says, label for label', () => {
    expect(families.map(({ name }) => name).sort()).toEqual([...catalogue.keys()].sort());
    const labelled = families.flatMap(({ name, metrics }) =>
      metrics.map(({ labels }) => [name, Object.keys(labels).sort()] as const),
    );
    for (const [name, labels] of labelled)
      expect([name, labels]).toEqual([name, [...(catalogue.get(name) ?? [])].sort()]);
  });

  testWithPromtool('is read by Prometheus without a fault', () => {
    // 3 is its opinion on names: some of the client library's, and days are no seconds.
    expect([0, 3]).toContain(promtool(['check', 'metrics'], page).status);
    expect(promtool(['check', 'metrics'], `${page}\nno metric {`).status).toBe(1);
  });
});

const alertsSchema = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          for: z.string().optional(),
          labels: z.strictObject({ severity: z.enum(['page', 'ticket']) }),
          annotations: z.object({ summary: z.string(), runbook_url: z.string() }),
        }),
      ),
    }),
  ),
});
const dashboardSchema = z.object({
  uid: z.string(),
  title: z.string(),
  panels: z.array(
    z.object({ id: z.number(), title: z.string(), targets: z.array(z.object({ expr: z.string() })).min(1) }),
  ),
});
const files = (pattern: string) => globSync(pattern, { cwd: OBSERVABILITY }).map((path) => join(OBSERVABILITY, path));
const alerts = files('alerts/*.yaml').flatMap((path) =>
  alertsSchema.parse(parseYaml(readFileSync(path, 'utf8'))).groups.flatMap(({ rules }) => rules),
);
const dashboards = files('dashboards/*.json').map((path) =>
  dashboardSchema.parse(JSON.parse(readFileSync(path, 'utf8'))),
);
const expressions = [
  ...alerts.map(({ alert, expr }) => [`alert ${alert}`, expr] as const),
  ...dashboards.flatMap(({ uid, panels }) =>
    panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [`${uid}, ${title}`, expr] as const)),
  ),
];

describe('alerts and dashboards', () => {
  test('are there, each alert and panel under one name', () => {
    expect(dashboards.length).toBeGreaterThan(1);
    expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(dashboards.length);
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
    for (const { panels } of dashboards) expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });

  test.each(expressions)('%s: asks only for metrics and labels that there are', (_, expression) => {
    const { isValid, selected, groupedBy } = readQuery(expression);
    expect(isValid).toBe(true);
    expect(selected.length).toBeGreaterThan(0);
    const labelsOf = new Map(
      families.flatMap((family) => {
        const labels = [...(catalogue.get(family.name) ?? []), ...OF_THE_TARGET];
        return seriesOf(family).map((name) => [name, name.endsWith('_bucket') ? [...labels, 'le'] : labels] as const);
      }),
    );
    for (const { metric, labels } of selected) {
      expect([...labelsOf.keys()]).toContain(metric);
      for (const label of [...labels, ...groupedBy]) expect(labelsOf.get(metric)).toContain(label);
    }
  });

  test.each(alerts.map((alert) => [alert.alert, alert] as const))('%s: names a runbook that is there', (_, alert) => {
    expect(alert.annotations.runbook_url).toMatch(/^docs\/runbooks\/[a-z-]+\.md$/);
    expect(existsSync(join(ROOT, alert.annotations.runbook_url))).toBe(true);
  });

  testWithPromtool('are rules to Prometheus, and fire when they should', () => {
    for (const path of files('alerts/*.yaml')) {
      expect([basename(path), promtool(['check', 'rules', path])]).toMatchObject([basename(path), { status: 0 }]);
    }
    const { status, said } = promtool(['test', 'rules', ...files('alert-tests/*.yaml')]);
    expect({ status, said }).toMatchObject({ status: 0 });
  });
});
