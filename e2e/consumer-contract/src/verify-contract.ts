import { Verifier } from '@pact-foundation/pact';
import type { TestFleet } from '@cdg/gateway-under-test';
import { z } from 'zod';
import { providerStates } from './provider-states.ts';
import { CONTRACT_FILE, PROVIDER } from './write-contract.ts';

const resultsSchema = z.object({
  interactionResults: z.array(
    z.object({
      description: z.string(),
      result: z.enum(['OK', 'Error']),
      mismatch: z
        .looseObject({
          mismatches: z.array(z.looseObject({ mismatch: z.string() })).default([]),
          // Where the interaction could not even be tried.
          message: z.string().optional(),
        })
        .optional(),
    }),
  ),
});

/** What came of each interaction: nothing when the gateway held to it, else what was different. */
export type Verification = ReadonlyMap<string, readonly string[]>;

/** Asks the gateway at an address everything that the contract says, the stubs brought into the state it wants. */
export async function verifyContract(gatewayUrl: string, urls: TestFleet['urls']): Promise<Verification> {
  const verifier = new Verifier({
    provider: PROVIDER,
    providerBaseUrl: gatewayUrl,
    pactUrls: [CONTRACT_FILE],
    stateHandlers: providerStates(urls),
    logLevel: 'error',
  });
  const text = await verifier.verifyProvider().catch(resultsInError);
  const { interactionResults } = resultsSchema.parse(JSON.parse(text));
  return new Map(
    interactionResults.map(({ description, result, mismatch }) => {
      const differences = mismatch?.mismatches.map((one) => one.mismatch) ?? [];
      const isBroken = result !== 'OK' && differences.length === 0;
      return [description, isBroken ? [mismatch?.message ?? 'it could not be verified'] : differences];
    }),
  );
}

/** When an interaction fails, the verifier throws, and its results are the error's message. */
function resultsInError(error: unknown): string {
  if (error instanceof Error && error.message.startsWith('{')) return error.message;
  throw error;
}
