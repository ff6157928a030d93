import { beforeEach, describe, expect, test } from '@jest/globals';
import { createCircuitBreaker, type BreakerState, type CallVerdict, type CircuitBreaker } from './circuit-breaker.ts';

const SETTINGS = { minCalls: 20, windowMs: 30_000, failurePercent: 75, openMs: 5_000 };

let nowMs: number;
let changes: BreakerState[];
let breaker: CircuitBreaker;

beforeEach(() => {
  nowMs = 1_000_000;
  changes = [];
  breaker = createCircuitBreaker({ ...SETTINGS, now: () => nowMs, onChange: (state) => changes.push(state) });
});

const call = (verdict: CallVerdict, times = 1) => {
  for (let made = 0; made < times; made += 1) breaker.begin()(verdict);
};

describe('a closed breaker', () => {
  test.each<[string, CallVerdict[], BreakerState]>([
    ['stays closed below its least number of calls, all failed', failures(19), 'closed'],
    ['opens with the last of its least number of calls', failures(20), 'open'],
    ['opens when as many failed as it takes', [...wells(5), ...failures(15)], 'open'],
    ['stays closed when fewer failed', [...wells(6), ...failures(14)], 'closed'],
    ['does not open on a success', [...failures(15), ...wells(5)], 'closed'],
    ['does not count calls that tell nothing', [...failures(19), ...Array.from({ length: 50 }, nothing)], 'closed'],
    ['opens among many', [...wells(25), ...failures(75)], 'open'],
  ])('%s', (_, verdicts, state) => {
    for (const verdict of verdicts) call(verdict);

    expect(breaker.state()).toBe(state);
    expect(changes).toEqual(state === 'open' ? ['open'] : []);
  });

  test('does not open on failures that are far apart', () => {
    for (let made = 0; made < 200; made += 1) {
      call('failing');
      nowMs += 2_000;
    }

    expect(changes).toEqual([]);
  });

  test('lets every call through', () => {
    call('failing', 19);

    expect(breaker.waitMs()).toBe(0);
  });
});

describe('an open breaker', () => {
  beforeEach(() => {
    call('failing', 20);
  });

  test.each([
    [0, 5_000],
    [1, 4_999],
    [4_999, 1],
  ])('after %i ms lets no call through for another %i', (passedMs, waitMs) => {
    nowMs += passedMs;

    expect(breaker.waitMs()).toBe(waitMs);
    expect(breaker.state()).toBe('open');
  });

  test('is half-open when its time is over', () => {
    nowMs += 5_000;

    expect(breaker.waitMs()).toBe(0);
    expect(breaker.state()).toBe('half-open');
  });

  test('does not listen to calls that began before', () => {
    const other = createCircuitBreaker({ ...SETTINGS, now: () => nowMs, onChange: (state) => changes.push(state) });
    const late = other.begin();
    const later = other.begin();
    for (let made = 0; made < 20; made += 1) other.begin()('failing');
    changes = [];

    late('failing');
    nowMs += 5_000;
    other.begin();
    later('well');

    expect(changes).toEqual(['half-open']);
    expect(other.state()).toBe('half-open');
  });
});

describe('a half-open breaker', () => {
  let probe: (verdict: CallVerdict) => void;

  beforeEach(() => {
    call('failing', 20);
    nowMs += 5_000;
    probe = breaker.begin();
  });

  test('lets one call through, and none while it is under way', () => {
    expect(breaker.waitMs()).toBeGreaterThan(0);
    expect(changes).toEqual(['open', 'half-open']);
  });

  test('closes when it succeeds, and has forgotten what was', () => {
    probe('well');
    call('failing', 19);

    expect(changes).toEqual(['open', 'half-open', 'closed']);
    expect(breaker.waitMs()).toBe(0);
  });

  test('opens again when it fails, for as long as before', () => {
    probe('failing');

    expect(changes).toEqual(['open', 'half-open', 'open']);
    expect(breaker.waitMs()).toBe(5_000);
  });

  test('tries another when it told nothing', () => {
    probe('nothing');

    expect(breaker.waitMs()).toBe(0);
    breaker.begin()('well');
    expect(breaker.state()).toBe('closed');
  });
});

function failures(length: number): CallVerdict[] {
  return Array.from({ length }, () => 'failing');
}

function wells(length: number): CallVerdict[] {
  return Array.from({ length }, () => 'well');
}

function nothing(): CallVerdict {
  return 'nothing';
}
