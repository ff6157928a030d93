const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Tells whether a text is a UUID of any version, in either case: the form PDS and SDS demand of their request ids. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
