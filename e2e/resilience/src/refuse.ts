import { clearJournal, journalOf, setFault } from '@cdg/gateway-under-test';
import type { Fleet } from '@cdg/serve-fleet';
import type { UpstreamName } from './cell.ts';
import { DISTURBED_SERVICES } from './disturbed-service.ts';
import { within } from './stub-state.ts';

type Urls = Fleet['urls'];

/** How long a listener stays closed: longer than three attempts take. */
const CLOSED_MS = 1_500;
/** PDS holds its answer back this long, so that SDS can be there for one half of its look-ups and not for the other. */
const PDS_WAIT_S = 2;

/**
 * Closes the listener of an upstream, which refuses every connection, whatever for; so the moment decides whom it meets.
 * PDS and provider: before the request. SDS Device: from before the request until the consumer's Device has been asked
 * for in vain, and open again for the practice's look-ups, which wait for PDS. SDS Endpoint: from when the consumer's
 * Device has been found, so that it meets the practice's look-ups, of which the Endpoint's error is reported first.
 *
 * @returns what to do while the request is under way
 */
export async function refuse(upstream: UpstreamName, urls: Urls): Promise<() => Promise<void>> {
  const url = urls[DISTURBED_SERVICES[upstream].stub];
  if (upstream === 'SDS Endpoint') {
    await holdPdsBack(urls);
    await clearJournal(url);
    return async () => {
      await within(PDS_WAIT_S * 1_000, async () => (await journalOf(url)).some(({ status }) => status === 200));
      await close(url, CLOSED_MS + PDS_WAIT_S * 1_000);
    };
  }
  if (upstream === 'SDS Device') await holdPdsBack(urls);
  await close(url, upstream === 'SDS Device' ? (PDS_WAIT_S * 1_000) / 2 : CLOSED_MS);
  return () => Promise.resolve();
}

function close(url: string, ms: number): Promise<void> {
  return setFault(url, { fault: { kind: 'refuse', ms } });
}

/** PDS asks once for a wait that the deadline allows. */
function holdPdsBack({ pds }: Urls): Promise<void> {
  const headers = { 'Retry-After': String(PDS_WAIT_S) };
  return setFault(pds, {
    match: { path: DISTURBED_SERVICES.PDS.path },
    fault: { kind: 'status', status: 503, headers },
    times: 1,
  });
}
