import { CONFORMANCE_PATIENTS, HTML_PATIENTS, SCENARIO_PATIENTS as PEOPLE } from '@cdg/test-data';

/** One of the scenarios that always exist (README, table of scenario patients). */
export interface ScenarioRow {
  readonly name: string;
  readonly nhsNumber: string;
  readonly odsFrom?: string;
  /** What the consumer gets. */
  readonly status: number;
  /** What the practice answered; undefined when it was not asked or gave no answer. */
  readonly fromPractice?: number;
}

/** Not found by their practice; the other people of the conformance cases have a record there. */
const UNSEEN = new Set(['notVerified', 'leftThePractice', 'diedLongAgo']);

/**
 * All rows whose traffic is well-formed on every connection, whatever it says. Without those of 5 and 50 MB: Prism takes
 * whole answers apart and writes them anew, which proves nothing about their size.
 */
export const WELL_FORMED_ROWS: readonly ScenarioRow[] = [
  given('full record', PEOPLE.fullRecord),
  ended('no practice in PDS', PEOPLE.noPractice, 404),
  ended('practice not in SDS', PEOPLE.practiceNotInSds, 404),
  ended('practice with a blank ASID', PEOPLE.practiceWithBlankAsid, 404),
  ended('practice without endpoint', PEOPLE.practiceWithoutEndpoint, 404),
  ended('registration ended', PEOPLE.registrationEnded, 404),
  ended('invalidated in PDS', PEOPLE.invalidatedInPds, 404),
  ended('restricted in PDS', PEOPLE.restrictedA, 404),
  ended('restricted in PDS, another', PEOPLE.restrictedB, 404),
  ended('superseded', PEOPLE.superseded, 404),
  given('survivor', PEOPLE.survivor),
  refused('recently deceased', PEOPLE.recentlyDeceased, 404),
  refused('dissent', PEOPLE.dissent, 403),
  refused('unknown to the practice', PEOPLE.unknownToProvider, 404),
  { ...given("another patient's record", PEOPLE.wrongPatientReturned), status: 502 },
  ended('practice never answers', PEOPLE.providerNeverAnswers, 504),
  given('several systems', PEOPLE.severalSystems),
  { ...refused('practice fails', PEOPLE.providerFails, 500), status: 502 },
  ended('PDS always throttles', PEOPLE.pdsAlwaysThrottles, 503),
  given('PDS recovers', PEOPLE.pdsRecovers),
  ended('unknown to PDS', PEOPLE.neverExists, 404),
  ...Object.entries({ ...CONFORMANCE_PATIENTS, ...HTML_PATIENTS }).map(([name, nhsNumber]) =>
    UNSEEN.has(name) ? refused(name, nhsNumber, 404) : given(name, nhsNumber),
  ),
  { ...given('consumer CONSUMER', PEOPLE.fullRecord), odsFrom: 'CONSUMER' },
  { ...ended('consumer without ASID', PEOPLE.fullRecord, 404), odsFrom: 'T10002' },
  { ...ended('consumer not in SDS', PEOPLE.fullRecord, 404), odsFrom: 'X99999' },
];

function given(name: string, nhsNumber: string): ScenarioRow {
  return { name, nhsNumber, status: 200, fromPractice: 200 };
}

/** Passed on as the practice answered it. */
function refused(name: string, nhsNumber: string, status: number): ScenarioRow {
  return { name, nhsNumber, status, fromPractice: status };
}

/** Over before the practice answers. */
function ended(name: string, nhsNumber: string, status: number): ScenarioRow {
  return { name, nhsNumber, status };
}

/** Faults that a stub can be dialled to, after which what it sends is no answer of its service. */
export const MALFORMED = ['html', 'malformed-json', 'wrong-content-type', 'empty', 'redirect', 'reset'] as const;
