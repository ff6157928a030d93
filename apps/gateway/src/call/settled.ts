/** Starts waiting at once, but gives the result, or throws the error, only when asked. */
export function settled<T>(promise: Promise<T>): () => Promise<T> {
  promise.catch(() => undefined);
  return () => promise;
}
