import { collectionNamed } from './collections.ts';
import { describeLeftOut, LEFT_OUT } from './left-out.ts';
import { readRequests } from './read-requests.ts';
import { runCollection } from './run-collection.ts';

/** Runs the gateway's collection against a gateway that is already there. Answers whether all went well. */
export async function runAgainstUrl(baseUrl: string, signal: AbortSignal): Promise<boolean> {
  const gateway = collectionNamed('gateway');
  const leftOut = describeLeftOut(await readRequests(gateway));
  const status = await runCollection(gateway, {
    environment: 'pull-request-proxy',
    variables: { baseUrl: baseUrl.replace(/\/+$/, '') },
    withoutTags: [...LEFT_OUT.keys()],
    throughProxy: true,
    signal,
  });
  console.log(leftOut.join('\n'));
  return status === 0;
}
