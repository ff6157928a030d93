import { describe, expect, test } from '@jest/globals';
import { searchsetSchema, sdsDeviceSchema, sdsEndpointSchema } from './directory-bundle.ts';

const devices = searchsetSchema(sdsDeviceSchema);

describe('searchsetSchema', () => {
  test('keeps entries in their order, with elements that nobody reads', () => {
    const entry = [
      { fullUrl: 'u', resource: { resourceType: 'Device', id: '1', owner: {} }, search: { mode: 'match' } },
      { resource: { resourceType: 'Device', identifier: [{ system: 's', value: 'v', use: 'official' }] } },
    ];

    expect(devices.parse({ resourceType: 'Bundle', type: 'searchset', total: 2, entry }).entry).toEqual(entry);
  });

  test.each([{ entry: [] }, {}])('takes %j for an empty answer', (entries) => {
    expect(devices.parse({ resourceType: 'Bundle', type: 'searchset', ...entries }).entry).toEqual([]);
  });

  test.each<[string, object]>([
    ['another resource', { resourceType: 'OperationOutcome', type: 'searchset' }],
    ['a Bundle of another type', { resourceType: 'Bundle', type: 'batch-response' }],
    [
      'entries of other resources',
      { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: { resourceType: 'Endpoint' } }] },
    ],
    ['entries without resources', { resourceType: 'Bundle', type: 'searchset', entry: [{}] }],
  ])('refuses %s', (_, value) => {
    expect(devices.safeParse(value).success).toBe(false);
  });
});

describe('sdsEndpointSchema', () => {
  test.each<[string, object]>([
    ['no address', {}],
    ['nested extensions', { extension: [{ url: 'u', extension: [{ url: 'v', valueInteger: 2 }] }] }],
    ['an owner', { managingOrganization: { identifier: { system: 's', value: 'A12345' } } }],
  ])('takes an Endpoint with %s', (_, parts) => {
    expect(sdsEndpointSchema.parse({ resourceType: 'Endpoint', ...parts })).toEqual({
      resourceType: 'Endpoint',
      ...parts,
    });
  });

  test('refuses an address that is no text', () => {
    expect(sdsEndpointSchema.safeParse({ resourceType: 'Endpoint', address: null }).success).toBe(false);
  });
});
