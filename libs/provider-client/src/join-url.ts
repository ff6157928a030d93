const BASE = /^(https?:\/\/[^/?#]+)(\/[^?#]*)?$/i;

/**
 * Joins proxy, service root and FHIR path with one slash between, and splits the result into origin and path. A string
 * join on purpose: the Spine Secure Proxy compares the service root with SDS character by character, and a URL object
 * would alter it.
 *
 * @throws TypeError when proxy or service root is not an http or https URL, or has a query or fragment
 */
export function joinUrl(
  sspUrl: string | undefined,
  serviceRoot: string,
  path: string,
): { origin: string; path: string } {
  const provider = split(serviceRoot);
  if (sspUrl === undefined) return { origin: provider.origin, path: `${provider.path}/${path}` };
  const proxy = split(sspUrl);
  return { origin: proxy.origin, path: `${proxy.path}/${provider.origin}${provider.path}/${path}` };
}

function split(url: string): { origin: string; path: string } {
  const [, origin, path = ''] = BASE.exec(url) ?? [];
  if (origin === undefined) throw new TypeError('not an http or https URL');
  return { origin, path: path.replace(/\/$/, '') };
}
