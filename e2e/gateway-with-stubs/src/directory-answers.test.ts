import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { respondJson } from '@cdg/test-kit';
import { askFor, errorOf } from './support/ask.ts';
import { startFakeServices, type Asked, type FakeServices } from './support/fake-services.ts';
import { device, endpoint, searchset } from './support/good-answers.ts';
import { startLoneGateway, type LoneGateway } from './support/lone-gateway.ts';
import { serverError } from './support/upstreams.ts';

const PATIENT = SCENARIO_PATIENTS.fullRecord;
const [ASID, OTHER_ASID] = ['918999198738', '918999198739'];
const [KEY, OTHER_KEY] = ['A12345-0000001', 'A12345-0000002'];
const INTERACTION = 'urn:nhs:names:services:gpconnect:fhir:operation:gpc.getstructuredrecord-1';

let services: FakeServices;
let gateway: LoneGateway;
beforeAll(async () => {
  services = await startFakeServices();
  gateway = await startLoneGateway(services.settings);
});
afterAll(() => Promise.all([gateway.stop(), services.close()]));

/** The practice's address in these tests; the path tells which one was called. */
const address = (path: string) => `${services.provider.url}/${path}`;

interface Directory {
  /** Address path (or blank text as it is) and party key of each Endpoint. */
  readonly endpoints: readonly (readonly [path: string | undefined, partyKey: string | undefined, members?: object])[];
  /** ASID and party key of each Device. */
  readonly devices: readonly (readonly [asid: string | undefined, partyKey: string | undefined])[];
}

async function askWith({ endpoints, devices }: Directory) {
  const addressOf = (path: string | undefined) => (path?.trim() ? address(path) : path);
  services.script({
    endpoint: respondJson(searchset(...endpoints.map(([path, key, more]) => endpoint(addressOf(path), key, more)))),
    device: respondJson(searchset(...devices.map(([asid, key]) => device(asid, key)))),
  });
  return askFor(gateway.url, PATIENT);
}

const notFound = (diagnostics: string) => ({
  ...serverError(404, 'not-found', diagnostics),
  spineCode: 'ORGANISATION_NOT_FOUND',
});
const lacks = (what: string) => notFound(`SDS result for provider ODS code A12345 did not contain a current ${what}`);
const ambiguous = (role: string, code: string) =>
  serverError(502, 'exception', `SDS result for ${role} ODS code ${code} is ambiguous`);

const belongsTo = (odsCode: string) => ({
  managingOrganization: { identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: odsCode } },
});
const answers = (interaction: string) => ({
  extension: [
    { url: 'https://fhir.nhs.uk/StructureDefinition/Extension-SDS-ReliabilityConfiguration', extension: [] },
    {
      url: 'https://fhir.nhs.uk/StructureDefinition/Extension-SDS-NhsServiceInteractionId',
      valueReference: { identifier: { value: interaction } },
    },
  ],
});

describe('the system of a practice', () => {
  test.each<[string, Directory]>([
    ['its only one', { endpoints: [['one', KEY]], devices: [[ASID, KEY]] }],
    [
      'the only complete pair',
      {
        endpoints: [
          [undefined, OTHER_KEY],
          ['one', KEY],
        ],
        devices: [
          ['918999198740', 'A12345-0000003'],
          [OTHER_ASID, OTHER_KEY],
          [ASID, KEY],
        ],
      },
    ],
    [
      'the pair with an ASID',
      {
        endpoints: [
          ['one', KEY],
          ['two', OTHER_KEY],
        ],
        devices: [
          [' ', OTHER_KEY],
          [ASID, KEY],
        ],
      },
    ],
    [
      'the pair with an address',
      {
        endpoints: [
          [' ', OTHER_KEY],
          ['one', KEY],
        ],
        devices: [
          [OTHER_ASID, OTHER_KEY],
          [ASID, KEY],
        ],
      },
    ],
    [
      'the Device with an ASID',
      {
        endpoints: [['one', KEY]],
        devices: [
          [undefined, KEY],
          ['', KEY],
          [ASID, KEY],
        ],
      },
    ],
    [
      'the Device with the party key',
      {
        endpoints: [['one', KEY]],
        devices: [
          [OTHER_ASID, OTHER_KEY],
          [ASID, KEY],
        ],
      },
    ],
    [
      'not a Device without a party key',
      {
        endpoints: [['one', KEY]],
        devices: [
          [OTHER_ASID, undefined],
          [ASID, KEY],
        ],
      },
    ],
    [
      'one that is listed twice',
      {
        endpoints: [
          ['one', KEY],
          ['one', KEY],
        ],
        devices: [
          [ASID, KEY],
          [ASID, KEY],
        ],
      },
    ],
    [
      'one under two party keys',
      {
        endpoints: [
          ['one', KEY],
          ['one', OTHER_KEY],
        ],
        devices: [
          [ASID, KEY],
          [ASID, OTHER_KEY],
        ],
      },
    ],
    [
      'whatever the case of its party key',
      { endpoints: [['one', 'a12345-000000A']], devices: [[ASID, 'A12345-000000a']] },
    ],
    [
      'not that of another organisation',
      {
        endpoints: [
          ['two', KEY, belongsTo('A99999')],
          ['one', KEY, belongsTo('A12345')],
        ],
        devices: [[ASID, KEY]],
      },
    ],
    [
      'not that of another interaction',
      {
        endpoints: [
          ['two', KEY, answers('urn:other')],
          ['one', KEY, answers(INTERACTION)],
        ],
        devices: [[ASID, KEY]],
      },
    ],
  ])('is %s', async (_, directory) => {
    expect((await askWith(directory)).status).toBe(200);
    expect(services.asked('provider').map(({ path }) => path)).toEqual(['/one/Patient/$gpc.getstructuredrecord']);
    expect(services.asked('provider')[0]?.header('Ssp-To')).toBe(ASID);
  });

  test('is found by the systems of its identifiers, in whatever order', async () => {
    const identifier = [
      { system: 'https://fhir.nhs.uk/Id/nhsMHSId', value: 'S1' },
      { system: 'https://fhir.nhs.uk/Id/nhsMhsPartyKey', value: KEY },
      { value: 'of no system' },
      { system: 'https://fhir.nhs.uk/Id/nhsSpineASID', value: ASID },
    ];
    services.script({
      endpoint: respondJson(searchset({ resourceType: 'Endpoint', address: address('one'), identifier })),
      device: respondJson(searchset({ resourceType: 'Device', identifier })),
    });

    expect((await askFor(gateway.url, PATIENT)).status).toBe(200);
    expect(services.asked('provider')[0]?.header('Ssp-To')).toBe(ASID);
  });

  test.each<[string, Directory, ReturnType<typeof serverError>]>([
    ['no organisation', { endpoints: [], devices: [] }, notFound('No SDS org found for provider ODS code A12345')],
    ['no Endpoint', { endpoints: [], devices: [[ASID, KEY]] }, lacks('endpoint')],
    ['no address', { endpoints: [[undefined, KEY]], devices: [[ASID, KEY]] }, lacks('endpoint')],
    ['a blank address', { endpoints: [[' ', KEY]], devices: [[ASID, KEY]] }, lacks('endpoint')],
    ['no Device', { endpoints: [['one', KEY]], devices: [] }, lacks('ASID')],
    ['no ASID', { endpoints: [['one', KEY]], devices: [[undefined, KEY]] }, lacks('ASID')],
    ['a blank ASID', { endpoints: [['one', KEY]], devices: [['  ', KEY]] }, lacks('ASID')],
    ['a Device of another party key', { endpoints: [['one', KEY]], devices: [[ASID, OTHER_KEY]] }, lacks('ASID')],
    ['a Device of no party key', { endpoints: [['one', KEY]], devices: [[ASID, undefined]] }, lacks('ASID')],
    ['an Endpoint of no party key', { endpoints: [['one', undefined]], devices: [[ASID, undefined]] }, lacks('ASID')],
    ['neither address nor ASID', { endpoints: [[' ', KEY]], devices: [[' ', KEY]] }, lacks('ASID')],
    [
      'an Endpoint of another organisation only',
      { endpoints: [['one', KEY, belongsTo('A9')]], devices: [[ASID, KEY]] },
      lacks('endpoint'),
    ],
    [
      'two addresses',
      {
        endpoints: [
          ['one', KEY],
          ['two', KEY],
        ],
        devices: [[ASID, KEY]],
      },
      ambiguous('provider', 'A12345'),
    ],
    [
      'two ASIDs',
      {
        endpoints: [['one', KEY]],
        devices: [
          [ASID, KEY],
          [OTHER_ASID, KEY],
        ],
      },
      ambiguous('provider', 'A12345'),
    ],
    [
      'two complete pairs',
      {
        endpoints: [
          ['one', KEY],
          ['two', OTHER_KEY],
        ],
        devices: [
          [ASID, KEY],
          [OTHER_ASID, OTHER_KEY],
        ],
      },
      ambiguous('provider', 'A12345'),
    ],
  ])('is not known where SDS has %s', async (_, directory, error) => {
    expect(errorOf(await askWith(directory))).toEqual(error);
    expect(services.asked('provider')).toEqual([]);
  });
});

describe('the system of a consumer', () => {
  const askAs = (...devices: Directory['devices'][number][]) => {
    services.script({ consumerDevice: respondJson(searchset(...devices.map(([asid, key]) => device(asid, key)))) });
    return askFor(gateway.url, PATIENT);
  };

  test.each<[string, Directory['devices']]>([
    ['its only one', [['200000000359', 'S55555-1']]],
    ['one of no party key', [['200000000359', undefined]]],
    [
      'the one with an ASID',
      [
        [' ', 'S55555-1'],
        [undefined, 'S55555-2'],
        ['200000000359', 'S55555-3'],
      ],
    ],
    [
      'one that is listed twice',
      [
        ['200000000359', 'S55555-1'],
        ['200000000359', 'S55555-2'],
      ],
    ],
  ])('is %s', async (_, devices) => {
    expect((await askAs(...devices)).status).toBe(200);
    expect(services.asked('provider')[0]?.header('Ssp-From')).toBe('200000000359');
  });

  const LACKS_ASID = notFound('SDS result for consumer ODS code S55555 did not contain a current ASID');
  test.each<[string, Directory['devices'], ReturnType<typeof serverError>]>([
    ['nothing', [], notFound('No SDS org found for consumer ODS code S55555')],
    ['no ASID', [[undefined, 'S55555-1']], LACKS_ASID],
    ['a blank ASID', [['  ', 'S55555-1']], LACKS_ASID],
    [
      'two ASIDs',
      [
        ['200000000359', 'S55555-1'],
        ['200000000360', 'S55555-2'],
      ],
      ambiguous('consumer', 'S55555'),
    ],
  ])('is not known where SDS has %s', async (_, devices, error) => {
    expect(errorOf(await askAs(...devices))).toEqual(error);
    expect(services.asked('provider')).toEqual([]);
  });
});

describe('an empty answer of SDS', () => {
  const EMPTY = respondJson(searchset());
  const WITHOUT_ENTRY = respondJson({ resourceType: 'Bundle', type: 'searchset', total: 0 });
  const LOOK_UPS: readonly Asked[] = ['consumerDevice', 'endpoint', 'device'];

  test.each(LOOK_UPS)('is asked once more, past the cache of SDS: %s', async (what) => {
    services.script({ [what]: [EMPTY, services.goodAnswer(what)] });

    expect((await askFor(gateway.url, PATIENT)).status).toBe(200);
    expect(services.asked(what).map((request) => request.header('Cache-Control'))).toEqual([undefined, 'no-cache']);
  });

  test.each(LOOK_UPS.flatMap((what) => [EMPTY, WITHOUT_ENTRY].map((empty) => ({ what, empty }))))(
    'counts when it comes again, with an empty list or with none: $what',
    async ({ what, empty }) => {
      services.script({ [what]: empty });

      expect((await askFor(gateway.url, PATIENT)).status).toBe(404);
      expect(services.asked(what)).toHaveLength(2);
    },
  );
});
