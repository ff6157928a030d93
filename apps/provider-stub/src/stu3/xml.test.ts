import { describe, expect, test } from '@jest/globals';
import { createRecords } from '@cdg/test-data';
import type { FhirResource } from 'fhir/r3.js';
import { ALL_ALLERGIES, asking, parameters } from '../testing/parameters-body.ts';
import { refusalOf, resourcesOf } from '../testing/read-answer.ts';
import { runProviderStub } from '../testing/run-provider-stub.ts';
import { allergy } from '../testing/sample-items.ts';
import { sampleRecord, TODAY } from '../testing/sample-record.ts';
import { readXml, resourceXml, xmlDocument } from './xml.ts';

const XML = 'application/fhir+xml';

/** The resource with its decimals as texts, which is how they are read from XML. */
function textual(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(textual);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, textual(child)]));
}

describe('a resource as XML', () => {
  const every: readonly FhirResource[] = createRecords(TODAY).flatMap(({ items }) =>
    items.map(({ resource }) => resource),
  );

  test('loses nothing, for every resource of every record', () => {
    for (const resource of every) expect(textual(readXml(resourceXml(resource)))).toEqual(textual(resource));
  });

  test('has its elements in the order of FHIR STU3, whatever the order in JSON', () => {
    const resource: FhirResource = {
      resourceType: 'Medication',
      code: { text: 'x', coding: [{ display: 'd', system: 's' }] },
      meta: { profile: ['p'] },
      id: 'm',
    };
    expect(resourceXml(resource)).toBe(
      '<Medication xmlns="http://hl7.org/fhir"><id value="m"/><meta><profile value="p"/></meta><code><coding><system value="s"/><display value="d"/></coding><text value="x"/></code></Medication>',
    );
  });

  test('keeps what XML would take for itself', () => {
    const resource: FhirResource = { resourceType: 'Medication', id: 'm', code: { text: `a < b & "c" > 'd'\né` } };
    const xml = xmlDocument(resource);
    expect(xml.startsWith('<?xml version="1.0" encoding="UTF-8"?><Medication')).toBe(true);
    expect(readXml(xml)).toEqual(resource);
  });
});

describe('an exchange in XML', () => {
  const body = `<Parameters xmlns="http://hl7.org/fhir">
    <parameter><name value="patientNHSNumber"/><valueIdentifier><system value="https://fhir.nhs.uk/Id/nhs-number"/><value value="9990000018"/></valueIdentifier></parameter>
    <parameter><name value="includeAllergies"/><part><name value="includeResolvedAllergies"/><valueBoolean value="true"/></part></parameter>
    <parameter><name value="includeConsultations"/><part><name value="includeNumberOfMostRecent"/><valuePositiveInt value="3"/></part></parameter>
  </Parameters>`;
  const items = [allergy('a', 'active'), allergy('e', 'resolved')];

  async function exchange(sent: string, headers: Record<string, string>) {
    const stub = await runProviderStub({ records: [sampleRecord(items)] });
    try {
      return await stub.call({ body: sent, headers });
    } finally {
      await stub.close();
    }
  }

  test('asks in XML and is answered in XML', async () => {
    const answer = await exchange(body, { 'Content-Type': XML });
    expect(answer.headers['content-type']).toBe('application/fhir+xml;charset=utf-8');
    const inJson = await exchange(
      parameters(ALL_ALLERGIES, asking('includeConsultations', { includeNumberOfMostRecent: { valuePositiveInt: 3 } })),
      {},
    );
    expect(readXml(answer.text)).toEqual(JSON.parse(inJson.text));
  });

  test('asks in XML and is answered in JSON', async () => {
    const answer = await exchange(body, { 'Content-Type': XML, Accept: 'application/fhir+json' });
    expect(resourcesOf(answer).map(({ resourceType }) => resourceType)).toContain('AllergyIntolerance');
  });

  test('is refused in XML', async () => {
    const answer = await exchange(body.replace('9990000018', '9990000204'), { 'Content-Type': XML });
    expect(answer.status).toBe(404);
    expect(readXml(answer.text)).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ details: { coding: [{ code: 'PATIENT_NOT_FOUND' }] } }],
    });
  });

  test.each([
    ['cut off', body.slice(0, 100)],
    ['JSON', parameters()],
    ['another resource', '<Patient xmlns="http://hl7.org/fhir"/>'],
    ['no resource at all', '<Dream xmlns="http://hl7.org/fhir"/>'],
    ['an entity', `<!DOCTYPE Parameters [<!ENTITY x "y">]>${body.replace('9990000018', '&x;')}`],
  ])('%s is no Parameters resource: 422', async (_case, sent) => {
    const answer = await exchange(sent, { 'Content-Type': XML, Accept: 'application/fhir+json' });
    expect(refusalOf(answer)).toMatchObject({ status: 422, code: 'INVALID_RESOURCE' });
  });

  test('a body that is not what its Content-Type says is refused', async () => {
    expect(refusalOf(await exchange(body, {}))).toMatchObject({ status: 422, code: 'INVALID_RESOURCE' });
  });
});
