import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Anchor } from './anchor.ts';
import type { Line } from './read-lines.ts';

/** A place in the chain: an event's number and the hash of its line. */
export interface Place {
  readonly seq: number;
  readonly hash: string;
}

/** What is known of the trail from elsewhere. */
export interface Expectations {
  readonly anchor?: Anchor | undefined;
  /** The last event of the files that came before these. The trail's beginning unless given. */
  readonly after?: Place | undefined;
  /** Heads that the gateway has logged. */
  readonly heads?: readonly Place[];
}

export interface Report {
  readonly events: number;
  readonly head: Place;
  /** What is wrong, and where. */
  readonly faults: readonly string[];
  /** What is well, but worth knowing. */
  readonly notes: readonly string[];
}

const BEGINNING: Place = { seq: 0, hash: 'A'.repeat(43) };

const eventSchema = z.looseObject({
  v: z.literal(1),
  seq: z.int().positive(),
  prev: z.string(),
  event: z.string(),
  tornHash: z.string().optional(),
  lost: z.int().optional(),
  anchor: z.string().optional(),
});
type Event = z.output<typeof eventSchema>;

/** Follows the chain through the lines: finds those that were changed, left out or moved, and an end that was cut off. */
export async function verifyTrail(lines: AsyncIterable<Line>, expectations: Expectations = {}): Promise<Report> {
  const faults: string[] = [];
  const notes: string[] = [];
  const known = createPlaceCheck(expectations);
  let last = expectations.after ?? BEGINNING;
  let events = 0;
  let torn: Line[] = [];

  for await (const line of lines) {
    const event = eventIn(line.bytes);
    if (event === undefined) {
      torn.push(line);
      continue;
    }
    const at = `${line.file}:${line.number}`;
    faults.push(...tornFaults(torn, event, at), ...placeFaults(last, event, at));
    if (event.event === 'gap') notes.push(`${at}: ${event.lost ?? 'some'} events were lost while the sink failed`);
    if (event.event === 'opened' && event.anchor === 'missing') faults.push(`${at}: was opened without its anchor`);
    torn = [];
    events += 1;
    last = { seq: event.seq, hash: hash('sha256', line.bytes, 'base64url') };
    known.see(last);
  }
  if (torn.length > 0) faults.push(`${whereOf(torn)}: cannot be read, and no event says why`);
  faults.push(...known.faults(last));
  if (expectations.anchor === undefined) notes.push('without an anchor, an end that was cut off does not show');
  return { events, head: last, faults, notes };
}

function eventIn(bytes: Buffer): Event | undefined {
  try {
    return eventSchema.parse(JSON.parse(bytes.toString()));
  } catch {
    return undefined;
  }
}

function placeFaults(last: Place, { seq, prev }: Event, at: string): string[] {
  const expected = last.seq + 1;
  if (seq === expected) return prev === last.hash ? [] : [`${at}: the event before ${seq} was changed`];
  if (seq < expected) return [`${at}: event ${seq} stands behind event ${last.seq}`];
  const missing = seq - 1 === expected ? `event ${expected} is` : `events ${expected} to ${seq - 1} are`;
  return [`${at}: ${missing} missing before event ${seq}`];
}

/** A line that a crash has torn is followed by an event that says which line that is. */
function tornFaults(torn: readonly Line[], event: Event, at: string): string[] {
  if (event.event !== 'recovered') return torn.length > 0 ? [`${whereOf(torn)}: cannot be read`] : [];
  const bytes = torn.flatMap((line, index) => (index === 0 ? [line.bytes] : [Buffer.from('\n'), line.bytes]));
  if (hash('sha256', Buffer.concat(bytes), 'base64url') === event.tornHash) return [];
  return [`${at}: the torn line before it was changed or left out`];
}

function whereOf([first]: readonly Line[]): string {
  return `${first?.file ?? ''}:${first?.number ?? ''}`;
}

/** Holds the trail against the places that are known from elsewhere. */
function createPlaceCheck({ anchor, after, heads = [] }: Expectations) {
  const expected = [
    ...heads.map((place) => ({ ...place, source: 'the logged head' })),
    ...(anchor === undefined ? [] : [{ ...anchor, source: 'the anchor' }]),
  ];
  const begin = after ?? BEGINNING;
  const found = new Set(expected.filter(({ seq }) => seq === begin.seq));
  const changed = new Set([...found].filter((place) => place.hash !== begin.hash));
  return {
    see: ({ seq, hash: reached }: Place) => {
      for (const place of expected) {
        if (place.seq !== seq) continue;
        found.add(place);
        if (place.hash !== reached) changed.add(place);
      }
    },
    faults: (last: Place): string[] => [
      ...expected
        .filter((place) => !found.has(place))
        .map(({ seq, source }) => `the trail was cut: it lacks event ${seq}, which ${source} names`),
      ...[...changed].map(({ seq, source }) => `event ${seq} is not the one that ${source} names`),
      ...(anchor?.isClosed === true && last.seq > anchor.seq
        ? [`events were added behind event ${anchor.seq}, with which the trail was closed`]
        : []),
    ],
  };
}
