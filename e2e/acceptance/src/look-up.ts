/** What a phrase of the features stands for. @throws when it stands for nothing */
export function lookUp<T>(meanings: Readonly<Record<string, T>>, phrase: string): T {
  const meaning = meanings[phrase];
  if (meaning === undefined) throw new Error(`"${phrase}" stands for nothing`);
  return meaning;
}
