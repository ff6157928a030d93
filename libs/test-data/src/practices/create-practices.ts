import { PRACTICES } from '../places.ts';
import type { GpPractice } from './gp-practice.ts';

/** The practices whose GP system the provider stub is, all of them with everything switched on. */
export function createPractices(): GpPractice[] {
  return [
    practiceWithEverything('Larkfield Road Surgery', PRACTICES.main),
    practiceWithEverything('Harbour View Practice', { ...PRACTICES.blankAsid, asid: '' }),
    practiceWithEverything('Mill Lane Surgery', PRACTICES.withoutEndpoint),
    practiceWithEverything('Quayside Medical Centre', PRACTICES.severalSystems),
  ];
}

/** A practice whose system has everything switched on. */
export function practiceWithEverything(name: string, { odsCode, asid }: { odsCode: string; asid: string }): GpPractice {
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
