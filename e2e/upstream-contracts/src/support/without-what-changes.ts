/** What is other in each answer, and what it is called here. */
const CHANGING: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '(uuid)'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '(now)'],
  [/127\.0\.0\.1:\d+/g, '(host)'],
  [/"access_token":"[^"]+"/g, '"access_token":"(token)"'],
  [/"issued_at":"\d+"/g, '"issued_at":"(now)"'],
];

/** A body with all that changes from answer to answer taken out: new ids, the present moment, the machine's ports. */
export function withoutWhatChanges(body: unknown): unknown {
  return JSON.parse(CHANGING.reduce((text, [pattern, name]) => text.replaceAll(pattern, name), JSON.stringify(body)));
}
