import { z } from 'zod';
import type { Advisory } from './advisory.ts';

const exception = z.strictObject({
  /** The advisory's id, such as GHSA-xxxx-xxxx-xxxx. */
  id: z.string().min(1),
  package: z.string().min(1),
  /** Why it does not hurt here. */
  reason: z.string().min(20),
  /** The last day on which the reason counts. */
  until: z.iso.date(),
});
export type Exception = z.infer<typeof exception>;
export const readExceptions = (json: unknown): readonly Exception[] => z.array(exception).parse(json);

/** What nobody has explained, or not until today. */
export function unexplained(
  advisories: readonly Advisory[],
  exceptions: readonly Exception[],
  today: string,
): readonly Advisory[] {
  return advisories.filter(
    ({ id, name }) => !exceptions.some((known) => known.id === id && known.package === name && known.until >= today),
  );
}
