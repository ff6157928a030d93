/** What is drawn for; each purpose has numbers of its own, so that a change to one leaves the others as they were. */
const STREAMS = { nhsNumbers: 1, odsCodes: 2, place: 3, staff: 4, standing: 5, person: 6, fate: 7, record: 8 } as const;

type NonEmpty<Item> = readonly [Item, ...Item[]];
/** Values, each as often as its weight says. */
export type Weighed<Item> = NonEmpty<readonly [weight: number, item: Item]>;

/** Numbers that look drawn by lot and follow from the seed alone. */
export interface Random {
  /** From 0 to less than 1. */
  readonly next: () => number;
  /** A whole number, both limits included. */
  readonly whole: (from: number, to: number) => number;
  readonly chance: (share: number) => boolean;
  readonly pick: <const Items extends NonEmpty<unknown>>(items: Items) => Items[number];
  readonly weighed: <const Rows extends Weighed<unknown>>(rows: Rows) => Rows[number][1];
}

export interface RandomKey {
  readonly seed: number;
  readonly stream: keyof typeof STREAMS;
  readonly index?: number;
}

export function createRandom(key: RandomKey): Random {
  const next = createGenerator(key);
  return {
    next,
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (share) => next() < share,
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    weighed: (rows) => {
      let left = next() * rows.reduce((sum, [weight]) => sum + weight, 0);
      const position = rows.findIndex(([weight]) => (left -= weight) < 0);
      return (rows[position] ?? rows[0])[1];
    },
  };
}

const ROUNDS_BEFORE_THE_FIRST = 12;

/** Chris Doty-Humphrey's sfc32. Seed, stream and index are its whole state, so no two keys begin alike. */
function createGenerator({ seed, stream, index = 0 }: RandomKey): () => number {
  let a = seed | 0;
  let b: number = STREAMS[stream];
  let c = index | 0;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < ROUNDS_BEFORE_THE_FIRST; round += 1) next();
  return next;
}

/**
 * Puts the whole numbers from 0 to less than a power of ten in another order: a step that shares no factor with it visits
 * each of them once.
 */
export function shuffled(powerOfTen: number, random: Random): (position: number) => number {
  const step = 10 * random.whole(Math.floor(powerOfTen / 50), Math.floor(powerOfTen / 20)) + random.pick([1, 3, 7, 9]);
  const start = random.whole(0, powerOfTen - 1);
  return (position) => (start + step * position) % powerOfTen;
}
