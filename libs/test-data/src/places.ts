/** Codes of the synthetic organisations that always exist. */
export const PRACTICES = {
  main: { odsCode: 'A12345', asid: '918999198738', partyKey: 'A12345-0000001' },
  notInSds: { odsCode: 'T10001' },
  blankAsid: { odsCode: 'T10002', partyKey: 'T10002-0000001' },
  withoutEndpoint: { odsCode: 'T10003', asid: '918999198739', partyKey: 'T10003-0000001' },
  /** Of its three systems only the one named first has both an address and an ASID that go together. */
  severalSystems: {
    odsCode: 'T10004',
    asid: '918999198740',
    partyKey: 'T10004-0000001',
    systemWithoutAddress: { asid: '918999198741', partyKey: 'T10004-0000002' },
    consumerSystem: { asid: '918999198742', partyKey: 'T10004-0000003' },
  },
} as const;

export const CONSUMERS = {
  main: { odsCode: 'S55555', asid: '200000000359' },
  second: { odsCode: 'CONSUMER', asid: '200000000360' },
  /** Registered in SDS, but without an ASID. */
  blankAsid: { odsCode: 'T10002' },
} as const;

/** The key that the SDS stub accepts, and the gateway's default in stub mode. */
export const SDS_STUB_API_KEY = 'stub-sds-api-key';

/** The application's key at the PDS stub's token endpoint: `iss` and `sub` of its assertions. */
export const PDS_STUB_API_KEY = 'stub-pds-api-key';
/** The `kid` of the development key pair. */
export const PDS_STUB_KEY_ID = 'development-1';
