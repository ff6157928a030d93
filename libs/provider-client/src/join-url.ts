const ORIGIN_AND_PATH = /^(https?:\/\/[^/?#]+)(\/[^?#]*)?$/;

/**
 * Joins proxy, service root and FHIR path with one slash between, and splits the result into origin and path. A string
 * join on purpose: the Spine Secure Proxy compares the service root with SDS character by character, and a URL object
 * would alter it.
 *
 * @throws TypeError when the first part is not an http or https URL
 */
export function joinUrl(
  sspUrl: string | undefined,
  serviceRoot: string,
  path: string,
): { origin: string; path: string } {
  const parts = [...(sspUrl === undefined ? [] : [sspUrl]), serviceRoot].map((part) => part.replace(/\/$/, ''));
  const [, origin, rest] = ORIGIN_AND_PATH.exec([...parts, path].join('/')) ?? [];
  if (origin === undefined) throw new TypeError('not an http or https URL');
  return { origin, path: rest ?? '/' };
}
