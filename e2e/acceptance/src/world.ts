import {
  ask,
  clearJournal,
  EVERY_AREA,
  goodHeaders,
  parametersFor,
  STRUCTURED_RECORD_PATH,
  type Answer,
  type GatewayUnderTest,
  type Question,
} from '@cdg/gateway-under-test';

/** A request as it is being prepared. */
export interface Draft {
  method: string;
  path: string;
  headers: Record<string, string | undefined>;
  body: string | Uint8Array;
}

/** One answer, and what it was asked for. */
export interface Answered {
  readonly answer: Answer;
  readonly nhsNumber: string;
  readonly traceId: string | undefined;
}

/** What the steps of one scenario share. */
export interface World {
  readonly under: GatewayUnderTest;
  /** Of the patient whom the scenario is about. */
  nhsNumber: string;
  draft: Draft;
  /** The headers in which the clinician's system says who asks. */
  identity: Readonly<Record<string, string>>;
  readonly answers: Answered[];
  metrics: ReadonlyMap<string, number>;
  /** Brings back what the scenario has changed, last first. */
  readonly undo: (() => Promise<void>)[];
}

export async function openWorld(under: GatewayUnderTest): Promise<World> {
  const { pds, sds, provider } = under.fleet?.urls ?? {};
  await Promise.all([pds, sds, provider].filter((url) => url !== undefined).map(clearJournal));
  return { under, nhsNumber: '', draft: draftFor(''), identity: {}, answers: [], metrics: new Map(), undo: [] };
}

export async function closeWorld({ undo }: World): Promise<void> {
  for (const step of undo.toReversed()) await step();
}

/** A good request for everything in a patient's record, unless told which parameters it has. */
export function draftFor(nhsNumber: string, parameters: readonly object[] = EVERY_AREA): Draft {
  return {
    method: 'POST',
    path: STRUCTURED_RECORD_PATH,
    headers: goodHeaders(),
    body: parametersFor(nhsNumber, ...parameters),
  };
}

/** Sends the draft as it is. */
export async function send(world: World): Promise<void> {
  const { method, path, headers, body } = world.draft;
  const question: Question = { method, path, headers, ...(method !== 'GET' && { body }) };
  const answer = await ask(world.under.gateway, question);
  world.answers.push({ answer, nhsNumber: world.nhsNumber, traceId: headers['Ssp-TraceID'] });
}

/** Asks with a well-made request of its own. */
export async function askAs(world: World, { parameters = EVERY_AREA, consumer = 'S55555' } = {}): Promise<void> {
  world.draft = draftFor(world.nhsNumber, parameters);
  Object.assign(world.draft.headers, world.identity, { 'ODS-from': consumer });
  await send(world);
}

/** The latest answer. @throws when nothing has been asked yet */
export function latest({ answers }: World): Answered {
  const last = answers.at(-1);
  if (last === undefined) throw new Error('nothing has been asked yet');
  return last;
}
