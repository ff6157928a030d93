import { expect, test } from '@jest/globals';
import { nhsNumberOf, patientOf, RECORD_BYTES, type RecordSize } from '../patients.ts';
import { recordFor } from './record.ts';

test.each<RecordSize>(['2 KB', '20 KB', '200 KB', '5 MB'])(
  'a record of %s has exactly its bytes, is JSON, and is the patient of the number, who stands first',
  (size) => {
    const nhsNumber = nhsNumberOf({ practice: 42, size });
    const traceId = '5e0f1b6a-0d6c-4b1e-9a53-2f1f6f0c8d11';
    const text = Buffer.concat(recordFor(size, { traceId, nhsNumber })).toString();
    expect(Buffer.byteLength(text)).toBe(RECORD_BYTES[size]);
    expect(JSON.parse(text)).toMatchObject({
      id: traceId,
      entry: expect.arrayContaining([{ resource: expect.objectContaining({ resourceType: 'Patient' }) }]),
    });
    expect(text.indexOf(nhsNumber)).toBeLessThan(1_500);
    expect(patientOf(nhsNumber)).toEqual({ practice: 42, size });
  },
);
