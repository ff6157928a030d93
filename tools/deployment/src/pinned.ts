/**
 * An image by its digest: what was tested is what runs.
 *
 * @throws when the registry names no digest
 */
export function pinned(image: string, tag: string, digestOf: (reference: string) => string): string {
  const digest = digestOf(`${image}:${tag}`).trim();
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error(`${image}:${tag} has no digest`);
  return `${image}@${digest}`;
}
