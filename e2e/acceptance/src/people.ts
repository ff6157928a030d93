import { CONFORMANCE_PATIENTS as CONFORMANCE, SCENARIO_PATIENTS as SCENARIO } from '@cdg/test-data';

/** The patients, in the words of the features, with their NHS numbers. */
export const PEOPLE: Readonly<Record<string, string>> = {
  'Alice Jones, who has a full record': SCENARIO.fullRecord,
  'a patient with nothing on record': CONFORMANCE.emptyRecord,
  'a patient who has no known allergies': CONFORMANCE.noKnownAllergies,
  'a patient who has got over an allergy': CONFORMANCE.endedAllergy,
  'a patient with confidential items on record': CONFORMANCE.confidentialItems,
  'a patient who has just changed practice': CONFORMANCE.transferPending,
  'a patient of a practice with several systems': SCENARIO.severalSystems,
  'a patient with a very long record': SCENARIO.record5MB,
  'a patient whose record breaks off half-way': SCENARIO.recordCutOff,

  'a patient whose NHS number is not known': SCENARIO.neverExists,
  'a patient whose details are restricted': SCENARIO.restrictedA,
  'another patient whose details are restricted': SCENARIO.restrictedB,
  'a patient whose NHS number has been withdrawn': SCENARIO.invalidatedInPds,
  'a patient who is now known under another NHS number': SCENARIO.superseded,
  'the same patient under the NHS number that is valid now': SCENARIO.survivor,
  'Jane Smith, who is registered with no practice': SCENARIO.noPractice,
  'a patient whose registration with a practice is over': SCENARIO.registrationEnded,

  'a patient who died two weeks ago': SCENARIO.recentlyDeceased,
  'a patient whom the practice does not know': SCENARIO.unknownToProvider,
  'a patient whose identity has not been verified': CONFORMANCE.notVerified,
  'a patient who has left the practice': CONFORMANCE.leftThePractice,
  'a patient who does not want the record to be shared': SCENARIO.dissent,
  "a patient for whom the practice sends somebody else's record": SCENARIO.wrongPatientReturned,

  'a patient whose practice is not in SDS': SCENARIO.practiceNotInSds,
  'a patient whose practice has no ASID in SDS': SCENARIO.practiceWithBlankAsid,
  'a patient whose practice has no endpoint in SDS': SCENARIO.practiceWithoutEndpoint,
  "a patient whose practice's system never answers": SCENARIO.providerNeverAnswers,
  "a patient whose practice's system fails": SCENARIO.providerFails,
  "a patient whose practice's system sends a web page": SCENARIO.providerAnswersHtml,
  'a patient for whom PDS is always too busy': SCENARIO.pdsAlwaysThrottles,
  'a patient for whom PDS fails twice before it works': SCENARIO.pdsRecovers,
};
