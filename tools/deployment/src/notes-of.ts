/**
 * A version's part of a changelog, from its heading up to that of the next version.
 *
 * @throws when there is none
 */
export function notesOf(tag: string, changelog: string): string {
  const version = tag.replace(/^v/, '');
  const parts = changelog.split(/^(?=##? \d)/m);
  const notes = parts.find((part) => /^##? (\S+)/.exec(part)?.[1] === version);
  if (notes === undefined) throw new Error(`CHANGELOG.md says nothing of version "${version}"`);
  return notes.trim();
}
