/** An HTTP date (RFC 9110 section 5.6.7), as far as it must be told from the other text that `Date.parse` reads. */
const HTTP_DATE = /^[A-Z][a-z]{2,8}, .*\d{2}:\d{2}:\d{2} GMT$/;
/** Longer waits are as good as this one: nobody is told to come back later than in a day. */
const LONGEST_MS = 86_400_000;

/** Milliseconds that a `Retry-After` value (seconds or an HTTP date, RFC 9110) asks to wait; undefined when there is none to read. */
export function retryAfterMs(value: string | undefined, now: Date): number | undefined {
  const text = value?.trim() ?? '';
  if (/^[0-9]+$/.test(text)) return Math.min(Number(text) * 1000, LONGEST_MS);
  const waitMs = HTTP_DATE.test(text) ? Date.parse(text) - now.getTime() : NaN;
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(0, waitMs), LONGEST_MS);
}
