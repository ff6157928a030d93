import { describe, expect, test } from '@jest/globals';
import { activeResources, excessOf, inodesTo } from './gateway-levels.ts';

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:2329 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1001 1 0 100 0 0 10 0
   1: 0100007F:9C40 0100007F:2329 01 00000000:00000000 00:00000000 00000000     0        0 1002 1 0 20 4 30 10 -1
   2: 0100007F:2329 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 1003 1 0 20 4 30 10 -1
   3: 0100007F:9C42 0100007F:2329 08 00000000:00000000 00:00000000 00000000     0        0 1004 1 0 20 4 30 10 -1
`;

test('sockets to a port are found by their far end, in whatever state', () => {
  expect(inodesTo(TABLE, 9001)).toEqual(['1002', '1004']);
  expect(inodesTo(TABLE, 9002)).toEqual([]);
});

test('what Node says of itself is read from the metrics; what is not there is nought', () => {
  const metrics = '# HELP x\nnodejs_active_resources{type="Timeout"} 3\nnodejs_active_resources_total 9\n';
  expect(activeResources(metrics, 'Timeout')).toBe(3);
  expect(activeResources(metrics, 'TCPSocketWrap')).toBe(0);
});

describe('what is left behind', () => {
  const idle = { upstreamSockets: 3, busySockets: 1, timers: 0 };

  test.each([
    [idle, []],
    [{ ...idle, upstreamSockets: undefined }, []],
    [{ ...idle, upstreamSockets: 4 }, ['4 sockets to the upstream, not 3 at most']],
    [{ ...idle, busySockets: 2 }, ['1 sockets in use']],
    [{ ...idle, timers: 2 }, ['2 timers']],
  ])('of %j: %j', (levels, left) => {
    expect(excessOf(levels, 3)).toEqual(left);
  });
});
