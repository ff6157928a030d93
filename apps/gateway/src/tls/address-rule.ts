import { BlockList } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { AddressRule } from '@cdg/http-client';

/** Reads comma-separated networks in CIDR notation, for example `10.0.0.0/8`. @throws Error when one is none */
export function parseNetworks(text: string): BlockList {
  const networks = new BlockList();
  for (const part of text.split(',')) {
    const [base, bits] = ipaddr.parseCIDR(part.trim());
    networks.addSubnet(base.toString(), bits, base.kind());
  }
  return networks;
}

/**
 * Which addresses an SDS endpoint may lead to: those of the public internet, and those of `networks`. Private,
 * link-local (with the cloud's metadata service), loopback and other special addresses are not called for a name that
 * resolves to them: SDS, or whoever answers for its names, could reach inside otherwise. An address that stands in the
 * URL itself, and `localhost`, have been permitted by name already.
 */
export function createAddressRule(networks: BlockList): AddressRule {
  return (address, hostname) => {
    if (address === hostname) return true;
    const parsed = ipaddr.process(address);
    const range = parsed.range();
    if (range === 'unicast' || (range === 'loopback' && hostname === 'localhost')) return true;
    return networks.check(parsed.toString(), parsed.kind());
  };
}
