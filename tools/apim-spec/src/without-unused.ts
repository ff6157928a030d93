type Tree = Readonly<Record<string, unknown>>;

const REFERENCE = /"\$ref":"#\/components\/(\w+)\/([^"/]+)"/g;

/** A description without the components that nothing leads to any more; security schemes are named, not referred to. */
export function withoutUnused<Description extends { readonly components: Tree }>(
  description: Description,
): Description {
  const { components, ...rest } = description;
  const used = new Set<string>();
  const waiting = [JSON.stringify(rest)];
  for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
    for (const [, kind = '', name = ''] of text.matchAll(REFERENCE)) {
      const key = `${kind}/${name}`;
      if (used.has(key)) continue;
      used.add(key);
      waiting.push(JSON.stringify(entriesOf(components[kind]).find(([one]) => one === name)?.[1] ?? null));
    }
  }
  const kept = Object.entries(components).map(([kind, group]) => {
    const inUse = entriesOf(group).filter(([name]) => kind === 'securitySchemes' || used.has(`${kind}/${name}`));
    return [kind, Object.fromEntries(inUse)] as const;
  });
  return { ...description, components: Object.fromEntries(kept) };
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
