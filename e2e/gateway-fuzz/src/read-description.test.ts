import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { APIS } from './apis/all-apis.ts';
import { readDescription } from './read-description.ts';

async function read(text: string) {
  const folder = await mkdtemp(join(tmpdir(), 'description-'));
  try {
    const file = join(folder, 'openapi.yaml');
    await writeFile(file, text);
    return await readDescription(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('readDescription', () => {
  test('lists the operations, those that answer with FHIR marked, also behind a reference or with a charset', async () => {
    const operations = await read(`
      paths:
        /record/{id}:
          post:
            operationId: getRecord
            parameters: [{ name: id }]
            responses: { '200': { $ref: '#/components/responses/Record' } }
        /health:
          get:
            operationId: getHealth
            responses: { '200': { content: { application/json: {} } }, '404': { content: { application/fhir+json: {} } } }
      components:
        responses:
          Record: { content: { application/fhir+json;charset=utf-8: {} } }`);

    expect(operations).toEqual([
      { id: 'getRecord', label: 'POST /record/{id}', fhir: true, hasInput: true },
      { id: 'getHealth', label: 'GET /health', fhir: false, hasInput: false },
    ]);
  });

  test('refuses an operation without an id, to which no number of examples could be given', async () => {
    await expect(read('paths: { /a: { get: { responses: {} } } }')).rejects.toThrow('operationId');
  });

  test.each([
    ['gateway', ['getStructuredRecord'], ['getHealth', 'getApiDescription', 'getDocs']],
    ['provider', ['getStructuredRecord', 'readStructuredCapability', 'readCombinedCapability'], []],
    ['pds', ['readPatient'], ['getToken']],
    ['sds', ['findDevices', 'findEndpoints'], []],
  ])('finds in the description of %s which operations answer with FHIR: %j, not %j', async (name, withFhir, others) => {
    const api = APIS.find((each) => each.name === name);
    const operations = await readDescription(api?.description ?? '');
    const idsOf = (fhir: boolean) => operations.filter((one) => one.fhir === fhir).map(({ id }) => id);

    // Interactions may be added to them.
    expect(idsOf(true)).toEqual(expect.arrayContaining(withFhir));
    expect(idsOf(false)).toEqual(others);
  });
});
