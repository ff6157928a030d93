import jsonServer, { type JsonServerRouter } from 'json-server';

export type Collections = Record<string, { readonly id: string }[]>;

/**
 * Items that are made when somebody asks for them, by collection and id: a large population need not be held. They are
 * found like any other and can be changed like any other; lists do not show them until then.
 */
export type DerivedItems<Data extends Collections> = {
  readonly [Name in keyof Data]?: (id: string) => Data[Name][number] | undefined;
};

/** The stub's data as its routes read it. */
export interface Store<Data extends Collections> {
  /** By the index beside json-server's store, which itself would look through the whole collection. */
  find<Name extends keyof Data & string>(collection: Name, id: string): Data[Name][number] | undefined;
  /** The live collection: read it, and change nothing. */
  list<Name extends keyof Data & string>(collection: Name): Data[Name];
  /** Grows with every change, so that a stub can tell when an index of its own is out of date. */
  readonly revision: number;
}

/** The store, and json-server's router over the same data. */
export interface EditableStore<Data extends Collections> extends Store<Data> {
  readonly router: JsonServerRouter<Data>;
  readonly names: readonly string[];
  /** Tells whether the item is among those that the router shows, not derived. */
  holds(collection: string, id: string): boolean;
  /** Puts a derived item among those that the router shows and changes; from then on nothing is derived for its id. */
  adopt(collection: string, id: string): void;
  reset(): void;
}

/** Holds the collections in memory; json-server changes them, and the index follows at the next read. */
export function createStore<Data extends Collections>(
  seed: () => Data,
  derived: DerivedItems<Data> = {},
): EditableStore<Data> {
  // json-server alters this very object, so it is always what the router shows.
  let state = copyOf(seed());
  const router: JsonServerRouter<Data> = jsonServer.router<Data>(state);
  const indexes = new Map<string, ReadonlyMap<string, number>>();
  const adopted = new Set<string>();
  let revision = 0;

  const changed = () => {
    revision += 1;
    indexes.clear();
  };
  const indexOf = (collection: string): ReadonlyMap<string, number> => {
    const known = indexes.get(collection);
    if (known !== undefined) return known;
    const list = state[collection] ?? [];
    const index = new Map(list.map((item, position) => [item.id, position]));
    indexes.set(collection, index);
    return index;
  };

  // json-server calls `write` after every change, to save the file that there is none of here.
  Object.assign(router.db, { write: changed });
  // Deleting one item must not delete others that json-server takes for its dependants by the names of their members.
  router.db._.mixin({ getRemovable: () => [] });

  const derive = <Name extends keyof Data & string>(collection: Name, id: string): Data[Name][number] | undefined =>
    adopted.has(keyOf(collection, id)) ? undefined : derived[collection]?.(id);

  return {
    router,
    names: Object.keys(state),
    find: (collection, id) => {
      const position = indexOf(collection).get(id);
      return position === undefined ? derive(collection, id) : state[collection]?.[position];
    },
    holds: (collection, id) => indexOf(collection).has(id),
    adopt: (collection, id) => {
      const item = indexOf(collection).has(id) ? undefined : derive(collection, id);
      if (item === undefined) return;
      adopted.add(keyOf(collection, id));
      state[collection]?.push({ ...item });
      changed();
    },
    list: (collection) => state[collection],
    get revision() {
      return revision;
    },
    reset: () => {
      state = copyOf(seed());
      router.db.setState(state);
      adopted.clear();
      changed();
    },
  };
}

const keyOf = (collection: string, id: string): string => `${collection} ${id}`;

/** json-server alters lists and the top level of items in place, so both are copied: a seed may share its objects. */
function copyOf<Data extends Collections>(data: Data): Data {
  const lists: Collections = {};
  for (const [name, list] of Object.entries(data)) lists[name] = list.map((item) => ({ ...item }));
  return Object.assign({ ...data }, lists);
}
