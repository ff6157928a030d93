import { ServiceFault } from './service-fault.ts';

/** Node hands over the bytes of a request target as Latin-1 text, so raw and percent-encoded bytes decode alike. */
function bytesOf(encoded: string): Buffer {
  const unescaped = encoded.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(unescaped, 'latin1');
}

/** A URL as `Bundle.link` shows it: percent-decoded, `+` left as it is, undecodable bytes replaced. */
export function decodeUrl(url: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytesOf(url));
}

/**
 * The query's names and values in their order. A pair without `=` has an empty value.
 *
 * @throws ServiceFault of kind `internal` where the bytes are not UTF-8, as the service itself fails on them
 */
export function decodeQuery(url: string): [name: string, value: string][] {
  const start = url.indexOf('?');
  const query = start < 0 ? '' : url.slice(start + 1);
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...rest] = pair.split('=');
      return [decodeStrictly(name), decodeStrictly(rest.join('='))];
    });
}

function decodeStrictly(encoded: string): string {
  try {
    const bytes = bytesOf(encoded.replaceAll('+', ' '));
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ServiceFault('internal', 'The query is not valid UTF-8');
  }
}
