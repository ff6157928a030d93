import { PRACTICES } from '../places.ts';
import type { GpPractice } from './gp-practice.ts';

/** The practices whose GP system the provider stub is, all of them with everything switched on. */
export function createPractices(): GpPractice[] {
  return [
    practice('Larkfield Road Surgery', PRACTICES.main),
    practice('Harbour View Practice', { ...PRACTICES.blankAsid, asid: '' }),
    practice('Mill Lane Surgery', PRACTICES.withoutEndpoint),
    practice('Quayside Medical Centre', PRACTICES.severalSystems),
  ];
}

function practice(name: string, { odsCode, asid }: { odsCode: string; asid: string }): GpPractice {
  return {
    id: odsCode,
    name,
    asid,
    gpConnectEnabled: true,
    structuredEnabled: true,
    sharingAgreed: true,
    disabledAreas: [],
    noSharingAgreementWith: [],
  };
}
