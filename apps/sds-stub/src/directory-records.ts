import { z } from 'zod';
import { ServiceFault } from './service-fault.ts';

/** Testers write records over HTTP; `null` counts as absent, and a misspelt attribute is refused, not passed over. */
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const texts = z
  .array(z.string())
  .nullish()
  .transform((values) => values ?? []);
const wholeNumber = z
  .union([z.int(), z.string().regex(/^\d+$/).transform(Number)])
  .nullish()
  .transform((value) => value ?? 0);

/** An accredited system, as the directory holds it: attribute names and their case are the directory's own. */
export const accreditedSystemSchema = z.strictObject({
  id: z.string(),
  nhsIDCode: z.string(),
  nhsAsSvcIA: texts,
  nhsMhsPartyKey: text,
  nhsMhsManufacturerOrg: text,
  nhsAsClient: texts,
  uniqueIdentifier: texts,
});

/** A message-handling system, as the directory holds it; note that its party key is spelt `MHS`. */
export const messageHandlingSystemSchema = z.strictObject({
  id: z.string(),
  nhsIDCode: z.string(),
  nhsMhsSvcIA: z.string(),
  nhsMHSPartyKey: text,
  nhsMHSEndPoint: texts,
  nhsMhsFQDN: text,
  nhsMhsCPAId: text,
  uniqueIdentifier: texts,
  nhsMHSSyncReplyMode: text,
  nhsMHSRetryInterval: text,
  nhsMHSRetries: wholeNumber,
  nhsMHSPersistDuration: text,
  nhsMHSDuplicateElimination: text,
  nhsMHSAckRequested: text,
  nhsMHSActor: texts,
});

export type AccreditedSystem = z.output<typeof accreditedSystemSchema>;
export type MessageHandlingSystem = z.output<typeof messageHandlingSystemSchema>;

/**
 * The only value of an attribute that may hold one; empty when there is none.
 *
 * @throws ServiceFault of kind `internal` when there are more
 */
export function onlyValue(values: readonly string[], attribute: string): string {
  if (values.length > 1) throw new ServiceFault('internal', `LDAP returned more than 1 '${attribute}' attribute`);
  return values[0] ?? '';
}
