import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { AdvisorySource } from './advisory.ts';
import { audit } from './audit.ts';
import { readExceptions } from './exceptions.ts';
import { npmSource } from './npm-source.ts';
import { osvSource } from './osv-source.ts';
import { pythonRequirements } from './python-requirements.ts';

const PACKAGES = [
  { name: 'good', version: '1.0.0' },
  { name: 'bad', version: '1.2.3' },
];
const TODAY = '2026-11-21';
const REASON = 'the function that is weak is never called here';
const exceptionFor = (until: string) => readExceptions([{ id: 'GHSA-1', package: 'bad', reason: REASON, until }]);
const advisories = (range: string) => ({
  bad: [{ url: 'https://example.org/GHSA-1', title: 'It breaks', severity: 'high', vulnerable_versions: range }],
});

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

async function answering(status: number, answer: unknown) {
  const asked: unknown[] = [];
  server = createServer((request, response) => {
    void text(request).then((said) => {
      const body: unknown = JSON.parse(said);
      asked.push({ path: request.url, body });
      response.writeHead(status).end(JSON.stringify(answer));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return { url: `http://127.0.0.1:${port}`, asked };
}
const auditWith = (sources: readonly AdvisorySource[], until?: string) =>
  audit({ name: 'npm', packages: PACKAGES, sources }, until === undefined ? [] : exceptionFor(until), TODAY);

describe('audit', () => {
  test.each([
    [405, {}],
    [404, {}],
    [500, {}],
    [200, 'no advisories'],
    [200, []],
  ])('is not clean when the only source answers %i %j', async (status, body) => {
    const { url } = await answering(status, body);
    const verdict = await auditWith([npmSource(url)]);

    expect(verdict).toMatchObject({ answeredBy: undefined, isClean: false });
    expect(verdict.lines.at(-1)).toContain('NOT CHECKED');
  });

  test('is not clean when no source can be reached, and says why', async () => {
    const verdict = await auditWith([npmSource('http://127.0.0.1:1')]);

    expect(verdict.isClean).toBe(false);
    expect(verdict.lines[0]).toMatch(/did not answer: .*(ECONNREFUSED|bad port)/);
  });

  test('is not clean without packages or without sources', async () => {
    expect(await audit({ name: 'npm', packages: [], sources: [] }, [], TODAY)).toMatchObject({ isClean: false });
    expect(await auditWith([])).toMatchObject({ isClean: false });
  });

  test('asks the next source when the first does not answer, and names the one that did', async () => {
    const { url, asked } = await answering(200, { results: [{}, {}] });
    const silent = { name: 'silent', ask: () => Promise.reject(new Error('answered 405')) };
    const verdict = await auditWith([silent, osvSource('npm', url)]);

    expect(verdict).toMatchObject({ answeredBy: 'OSV (npm)', isClean: true });
    expect(verdict.lines[0]).toBe('npm: silent did not answer: answered 405');
    expect(asked).toMatchObject([{ path: '/v1/querybatch', body: { queries: [{ version: '1.0.0' }, {}] } }]);
  });

  test("asks npm about each version, and tells npm's advisories", async () => {
    const { url, asked } = await answering(200, advisories('<2'));
    const verdict = await auditWith([npmSource(url)]);

    expect(verdict).toMatchObject({ answeredBy: "npm's advisories", isClean: false });
    expect(verdict.lines[1]).toBe('  bad@1.2.3: GHSA-1 (high) It breaks, versions <2');
    expect(asked).toEqual([{ path: '/-/npm/v1/security/advisories/bulk', body: { good: ['1.0.0'], bad: ['1.2.3'] } }]);
  });

  test("tells OSV's advisories, and does not believe half an answer", async () => {
    const first = await answering(200, { results: [{}, { vulns: [{ id: 'GHSA-1' }] }] });
    const verdict = await auditWith([osvSource('npm', first.url)]);
    expect(verdict.isClean).toBe(false);
    expect(verdict.lines[1]).toContain('bad@1.2.3: GHSA-1');
    server?.close();

    const second = await answering(200, { results: [{}] });
    expect(await auditWith([osvSource('npm', second.url)])).toMatchObject({ answeredBy: undefined, isClean: false });
  });

  test.each([
    ['2026-11-21', true],
    ['2026-11-20', false],
  ])('counts an exception until %s: clean is %s', async (until, isClean) => {
    const { url } = await answering(200, advisories('*'));

    expect((await auditWith([npmSource(url)], until)).isClean).toBe(isClean);
  });
});

test('an exception needs a reason and a last day', () => {
  expect(() => readExceptions([{ id: 'GHSA-1', package: 'bad', reason: '', until: TODAY }])).toThrow('reason');
  expect(() => readExceptions([{ id: 'GHSA-1', package: 'bad', reason: REASON }])).toThrow('until');
});

test('the Python packages are read with their versions', () => {
  const requirements =
    '# made by a tool\nhttpx==0.28.1 \\\n    --hash=sha256:00\nanyio==4.9.0 ; python_version < "3.11" \\\n';

  expect(pythonRequirements(requirements)).toEqual([
    { name: 'httpx', version: '0.28.1' },
    { name: 'anyio', version: '4.9.0' },
  ]);
});
