/** What Express's fast way to read a path does not take; the slow one ends in its own error page for some. */
const UNUSUAL = /[^!"$-~]/g;
const SCHEME_AND_HOST = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

/**
 * The path and query of a request target in absolute form (`GET http://host/path`), which servers must take (RFC 9112
 * section 3.2.2); any other target as it is, but for characters that are none of a target's (`#`), which are encoded. The
 * host is not looked at. Either would otherwise end in Express's own error page (`http://[bad/`, `//a@[bad/#`).
 */
export function originForm(target: string): string {
  const usual = target.replace(UNUSUAL, encodeURIComponent);
  const path = usual.replace(SCHEME_AND_HOST, '');
  return path === usual || path.startsWith('/') ? path : `/${path}`;
}
