import { describe, expect, test } from '@jest/globals';
import { SYSTEMS } from '@cdg/fhir';
import { CONFORMANCE_PATIENTS, SCENARIO_PATIENTS } from '@cdg/test-data';
import { createRecordGuard } from './record-guard.ts';

const NHS_NUMBER = SCENARIO_PATIENTS.fullRecord;
const OTHER = CONFORMANCE_PATIENTS.everyArea;

const numbered = (...values: readonly string[]) => values.map((value) => ({ system: SYSTEMS.nhsNumber, value }));
const patient = (members: object = { identifier: numbered(NHS_NUMBER) }) => ({ resourceType: 'Patient', ...members });
const bundleOf = (...resources: readonly unknown[]) =>
  JSON.stringify({ resourceType: 'Bundle', id: 'b-1', entry: resources.map((resource) => ({ resource })) });

const BUNDLE = bundleOf(patient());

const newGuard = (limitBytes = 100_000) => createRecordGuard({ nhsNumber: NHS_NUMBER, limitBytes });

/** What the guard makes of a body: true, false as long as it does not know, or the refusal. */
function verdict(body: string, guard = newGuard()): unknown {
  try {
    return guard.inspect(Buffer.from(body));
  } catch (error) {
    return error;
  }
}

const MISMATCH = expect.objectContaining({
  kind: 'notTrusted',
  diagnostics: 'Provider response did not match the request',
});

describe('the record of the requested patient is let through', () => {
  test.each([
    ['with the Patient first', BUNDLE],
    ['with other resources before it', bundleOf({ resourceType: 'Organization' }, { resourceType: 'List' }, patient())],
    ['with blanks before everything', ` \r\n\t${BUNDLE}`],
    ['with the members of the Patient in another order', bundleOf({ identifier: numbered(NHS_NUMBER), ...patient() })],
    [
      'with identifiers of other systems beside it',
      bundleOf(
        patient({ identifier: [{ system: 'urn:local', value: OTHER }, { value: OTHER }, ...numbered(NHS_NUMBER)] }),
      ),
    ],
    ['with the number twice', bundleOf(patient({ identifier: numbered(NHS_NUMBER, NHS_NUMBER) }))],
    ['with digits escaped', BUNDLE.replace(NHS_NUMBER, `\\u0039${NHS_NUMBER.slice(1)}`)],
    ['with names escaped', BUNDLE.replaceAll('"resource"', '"r\\u0065source"').replace('"entry"', '"\\u0065ntry"')],
    ['with a related person of another number before it', bundleOf(relatedPerson(OTHER), patient())],
    [
      'with another Patient contained in the resource before it',
      bundleOf({ resourceType: 'Basic', contained: [patient({ identifier: numbered(OTHER) })] }, patient()),
    ],
    [
      'with another Patient contained in it',
      bundleOf({ ...patient(), contained: [patient({ identifier: numbered(OTHER) })] }),
    ],
    ['with an entry before it that is none', BUNDLE.replace('[', '[null,')],
    ['with a list in the place of an entry before it', BUNDLE.replace('[', '[{"resource":1},[{}],')],
    ['with brackets, quotes and backslashes in text', bundleOf({ text: '}]\\"{[\\\\', list: ['"'] }, patient())],
    ['with another member of the entry behind it', `${BUNDLE.slice(0, -'}]}'.length)},"search":{"mode":"match"}}]}`],
    ['with an entry without a resource before it', BUNDLE.replace('[', '[{"fullUrl":"urn:x"},')],
  ])('%s', (_, body) => {
    expect(verdict(body)).toBe(true);
  });

  test('wherever its bytes are split in two', () => {
    const bytes = Buffer.from(BUNDLE.replace('"id"', '"text":"\u00e9\u{1f600}","id"').replace(/9/g, '\\u0039'));
    for (const at of bytes.keys()) {
      const guard = newGuard();
      const halves = [bytes.subarray(0, at), bytes.subarray(at)];
      expect([at, halves.some((half) => guard.inspect(half))]).toEqual([at, true]);
    }
  });

  test('byte by byte, and not before the Patient is whole', () => {
    const guard = newGuard();
    const bytes = Buffer.from(BUNDLE);
    const known = Array.from(bytes.keys()).find((at) => guard.inspect(bytes.subarray(at, at + 1)));
    expect(known).toBe(BUNDLE.indexOf('}]') + '}]}'.length - 1);
  });
});

describe('any other record is refused', () => {
  test.each([
    ['of another patient', bundleOf(patient({ identifier: numbered(OTHER) }))],
    [
      'of another patient, with the number in a note',
      bundleOf(patient({ text: NHS_NUMBER, identifier: numbered(OTHER) })),
    ],
    [
      'of a patient with the number as id only',
      bundleOf({ ...patient({ identifier: numbered(OTHER) }), id: NHS_NUMBER }),
    ],
    [
      'of a patient with the number of another system',
      bundleOf(patient({ identifier: [{ system: 'urn:local', value: NHS_NUMBER }] })),
    ],
    ['of a patient with the number without a system', bundleOf(patient({ identifier: [{ value: NHS_NUMBER }] }))],
    ['of a patient with two numbers', bundleOf(patient({ identifier: numbered(NHS_NUMBER, OTHER) }))],
    ['of a patient with a longer number', bundleOf(patient({ identifier: numbered(`${NHS_NUMBER}0`) }))],
    ['of a patient with the number and a blank', bundleOf(patient({ identifier: numbered(`${NHS_NUMBER} `) }))],
    [
      'of a patient with the number as a number',
      bundleOf(patient({ identifier: numbered(NHS_NUMBER) })).replace(`"${NHS_NUMBER}"`, NHS_NUMBER),
    ],
    ['of a patient without a value', bundleOf(patient({ identifier: [{ system: SYSTEMS.nhsNumber }] }))],
    ['of a patient without identifiers', bundleOf(patient({}))],
    ['of a patient whose identifiers are no list', bundleOf(patient({ identifier: numbered(NHS_NUMBER)[0] }))],
    ['whose first Patient is another', bundleOf(patient({ identifier: numbered(OTHER) }), patient())],
    [
      'whose entries are parted by nothing',
      BUNDLE.replace('"entry":[', '"entry":[{"resource":{}},').replace('{"resource":{}},', '{"resource":{}} '),
    ],
    ['whose Bundle is no JSON before the Patient', BUNDLE.replace('"entry"', 'x,"entry"')],
    ['that is no JSON', '{"resourceType":"Bundle",entry}'],
    ['that is JSON no longer', BUNDLE.replace('"identifier"', '"identifier":')],
    ['that is an array', `[${BUNDLE}]`],
    ['that is HTML', '<html></html>'],
    ['that begins with a byte order mark', `\ufeff${BUNDLE}`],
    ['that is text', `"${NHS_NUMBER}"`],
  ])('%s', (_, body) => {
    expect(verdict(body)).toEqual(MISMATCH);
  });

  test.each([
    ['has no entries', bundleOf()],
    ['has no Patient', bundleOf({ resourceType: 'Organization', name: NHS_NUMBER }, relatedPerson(NHS_NUMBER))],
    ['has the Patient contained only', bundleOf({ resourceType: 'Basic', contained: [patient()] })],
    ['is a Patient itself', JSON.stringify(patient())],
    ['has the Patient elsewhere', JSON.stringify({ resourceType: 'Bundle', other: [{ resource: patient() }] })],
    ['has entries in entries', JSON.stringify({ entry: [{ entry: [{ resource: patient() }] }] })],
    ['is blank', ' \n '],
    ['is empty', ''],
  ])('as long as it %s it is not known', (_, body) => {
    expect(verdict(body)).toBe(false);
  });

  test('stays so, whatever follows', () => {
    const guard = newGuard();
    expect(verdict(bundleOf(), guard)).toBe(false);
    expect(verdict(BUNDLE, guard)).toBe(false);
  });
});

describe('the limit', () => {
  const before = { resourceType: 'Basic', text: 'x'.repeat(2_000) };
  const body = Buffer.from(bundleOf(before, patient()));
  const patientEnds = body.lastIndexOf('}}]}') + 1;

  test.each([
    ['at once', [body]],
    ['in chunks', Array.from({ length: 30 }, (_, index) => body.subarray(index * 100, (index + 1) * 100))],
  ])('lets a Patient through that ends within it, read %s', (_, chunks) => {
    const guard = newGuard(patientEnds);
    expect(chunks.some((chunk) => guard.inspect(chunk))).toBe(true);
  });

  test.each([
    ['at once', [body]],
    ['in chunks', Array.from({ length: 30 }, (_, index) => body.subarray(index * 100, (index + 1) * 100))],
  ])('refuses a Patient that ends a byte beyond it, read %s', (_, chunks) => {
    const guard = newGuard(patientEnds - 1);
    expect(() => chunks.some((chunk) => guard.inspect(chunk))).toThrow(MISMATCH);
  });

  test('holds for blanks, too', () => {
    const guard = newGuard(1_000);
    expect(guard.inspect(Buffer.alloc(999, ' '))).toBe(false);
    expect(() => guard.inspect(Buffer.from(' '))).toThrow(MISMATCH);
  });
});

describe('a record that is made to keep the parser busy', () => {
  const nested = (levels: number) =>
    BUNDLE.replace('"entry"', `"other":${'['.repeat(levels)}${']'.repeat(levels)},"entry"`);

  test('is refused at once where it nests too deep', () => {
    expect(verdict(nested(99))).toBe(true);
    expect(verdict(nested(100))).toEqual(MISMATCH);
    // Read to its end, this would take minutes.
    expect(verdict(nested(400_000), newGuard(1_048_576))).toEqual(MISMATCH);
  });

  test.each(['{', '{"entry":[{'])('is refused at once where a name has more than one colon, after %s', (before) => {
    // Looked at anew for each of them, this would take minutes.
    const text = `${before}"${'x'.repeat(500_000)}"${':'.repeat(500_000)}`;
    expect(verdict(text, newGuard(1_048_576))).toEqual(MISMATCH);
  });

  test('is looked through, resource by resource, where it has very many of them', () => {
    const resources = Array.from({ length: 60_000 }, () => ({}));
    expect(verdict(bundleOf(...resources, patient()), newGuard(2_000_000))).toBe(true);
  });
});

describe('Bundle.id', () => {
  test.each([
    ['as it stands', BUNDLE, 'b-1'],
    ['not that of a resource', bundleOf({ ...patient(), id: 'p-1' }).replace('"id":"b-1",', ''), undefined],
    ['where it follows the entries', BUNDLE.replace('"id":"b-1",', '').replace(/\}$/, ',"id":"b-2"}'), 'b-2'],
    ['only as text', BUNDLE.replace('"b-1"', '5'), undefined],
  ])('is told %s', (_, body, id) => {
    const guard = newGuard();
    guard.inspect(Buffer.from(body));
    expect(guard.bundleId()).toBe(id);
  });
});

function relatedPerson(nhsNumber: string): object {
  return { resourceType: 'RelatedPerson', identifier: numbered(nhsNumber) };
}
