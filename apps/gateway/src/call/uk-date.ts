/** Today's date in the United Kingdom, `YYYY-MM-DD`, whatever zone the server runs in: registration periods are days there. */
export function ukDate(now: () => Date): () => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' });
  return () => format.format(now());
}
