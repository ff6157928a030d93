const MINUTE_MS = 60_000;

/** Today's date in the United Kingdom, `YYYY-MM-DD`, whatever zone the server runs in: registration periods are days there. */
export function ukDate(now: () => Date): () => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' });
  let known = { minute: Number.NaN, date: '' };
  return () => {
    const at = now();
    // Days begin with a minute; formatting takes longer than most else that is done for a request.
    const minute = Math.floor(at.getTime() / MINUTE_MS);
    if (minute !== known.minute) known = { minute, date: format.format(at) };
    return known.date;
  };
}
