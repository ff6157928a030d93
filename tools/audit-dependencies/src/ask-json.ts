const LIMIT_MS = 20_000;

/** Posts JSON and answers the JSON that comes back. Throws for any status but 200: silence is not an all-clear. */
export async function askJson(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  if (response.status !== 200) throw new Error(`answered ${response.status}`);
  return response.json();
}
