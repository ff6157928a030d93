import { collectionNamed } from './collections.ts';
import { describeLeftOut, LEFT_OUT } from './left-out.ts';
import { readRequests } from './read-requests.ts';
import { runCollection, type Run } from './run-collection.ts';

/** Runs the gateway's collection against a gateway that is already there. Answers whether all went well. */
export async function runAgainstUrl(baseUrl: string, { sandbox, signal }: Run): Promise<boolean> {
  const gateway = collectionNamed('gateway');
  const leftOut = describeLeftOut(await readRequests(gateway));
  const status = await runCollection(gateway, {
    environment: 'pull-request-proxy',
    variables: { baseUrl: baseUrl.replace(/\/+$/, '') },
    withoutTags: [...LEFT_OUT.keys()],
    sandbox,
    throughProxy: true,
    signal,
  });
  console.log(leftOut.join('\n'));
  return status === 0;
}
