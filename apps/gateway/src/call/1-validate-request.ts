import type { IncomingMessage } from 'node:http';
import type { Interaction } from '@cdg/gp-connect';
import { readBody } from '../requests/read-body.ts';
import { readConsumerHeaders, type ConsumerHeaders } from '../requests/consumer-headers.ts';
import { checkMediaTypes } from '../requests/media-types.ts';
import { parseJson } from '../requests/parse-json.ts';

/** What the consumer asks, every part of it checked. */
export interface ConsumerRequest extends ConsumerHeaders {
  readonly interaction: Interaction;
  readonly nhsNumber: string;
  /** The body as it came: it goes to the provider byte for byte. */
  readonly body: Buffer;
}

export interface RequestRules {
  readonly interaction: Interaction;
  /** Reads the patient's NHS number from the parsed body. @throws CallError */
  readonly readNhsNumber: (body: unknown) => string;
  readonly maxBodyBytes: number;
}

/**
 * Step 1: checks a request in the contract's order of precedence: media types, size, body, then headers.
 *
 * @throws CallError for the first rule that is broken
 */
export async function validateRequest(req: IncomingMessage, rules: RequestRules): Promise<ConsumerRequest> {
  checkMediaTypes(req.headers);
  const body = await readBody(req, rules.maxBodyBytes);
  const nhsNumber = rules.readNhsNumber(parseJson(body));
  return { interaction: rules.interaction, nhsNumber, body, ...readConsumerHeaders(req.headers) };
}
