const SCHEME_AND_HOST = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

/**
 * The path and query of a request target in absolute form (`GET http://host/path`), which servers must take (RFC 9112
 * section 3.2.2); any other target as it is. The host is not looked at: one that cannot be read (`http://[bad/`) would
 * otherwise end in Express's own error page.
 */
export function originForm(target: string): string {
  const path = target.replace(SCHEME_AND_HOST, '');
  return path === target || path.startsWith('/') ? path : `/${path}`;
}
