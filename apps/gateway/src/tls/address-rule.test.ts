import { BlockList } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { createAddressRule, parseNetworks } from './address-rule.ts';

const permits = createAddressRule(new BlockList());

describe('the rule on addresses', () => {
  test.each(['8.8.8.8', '2a00:1450:4009::1', '::ffff:8.8.8.8'])('permits the public address %s', (address) => {
    expect(permits(address, 'practice.example')).toBe(true);
  });

  test.each([
    ['the metadata service', '169.254.169.254'],
    ['the metadata service, written as IPv6', '::ffff:169.254.169.254'],
    ['a link-local address', 'fe80::1'],
    ['loopback', '127.0.0.1'],
    ['loopback of IPv6', '::1'],
    ['a private address', '10.1.2.3'],
    ['a private address', '172.16.0.1'],
    ['a private address', '192.168.1.1'],
    ['a unique local address', 'fd00:ec2::254'],
    ['an address behind carrier NAT', '100.64.0.1'],
    ['no address at all', '0.0.0.0'],
    ['no address at all', '::'],
    ['a group of hosts', '224.0.0.1'],
    ['everybody', '255.255.255.255'],
    ['an IPv4 address in disguise', '64:ff9b::a9fe:a9fe'],
    ['an IPv4 address in disguise', '2002:a9fe:a9fe::1'],
  ])('does not permit %s (%s) for a name', (_, address) => {
    expect(permits(address, 'practice.example')).toBe(false);
  });

  test('permits networks that the settings name, and no others', () => {
    const inside = createAddressRule(parseNetworks('10.20.0.0/16, fd00:1::/32'));
    expect(inside('10.20.255.1', 'practice.example')).toBe(true);
    expect(inside('::ffff:10.20.0.1', 'practice.example')).toBe(true);
    expect(inside('fd00:1::5', 'practice.example')).toBe(true);
    expect(inside('10.21.0.1', 'practice.example')).toBe(false);
    expect(inside('fd00:2::5', 'practice.example')).toBe(false);
  });

  test('permits what has been permitted by name: an address in the URL, and localhost', () => {
    expect(permits('10.0.0.1', '10.0.0.1')).toBe(true);
    expect(permits('127.0.0.1', 'localhost')).toBe(true);
    expect(permits('169.254.169.254', 'localhost')).toBe(false);
  });

  test.each(['10.0.0.0', '10.0.0.0/33', 'practice.example', ''])('%j is no network', (text) => {
    expect(() => parseNetworks(text)).toThrow();
  });
});
