import { parse } from 'node:querystring';
import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { z } from 'zod';
import type { Collections, EditableStore } from './store.ts';
import { describeIssues, methodNotAllowed, parseJson, rawBody, sendStubError, sendStubJson } from './stub-answers.ts';

const MAX_BODY_BYTES = 5_242_880;
const ONCE_ONLY = ['_sort', '_order', '_page', '_limit', '_start', '_end'];

/** What an item of a collection must look like, where the stub says so. */
export type ItemSchemas = Readonly<Record<string, z.ZodType | undefined>>;

interface DataRouteParts<Data extends Collections> {
  readonly store: EditableStore<Data>;
  readonly schemas: ItemSchemas;
}
type CollectionHandler = RequestHandler<{ collection: string }>;
type ItemHandler = RequestHandler<{ collection: string; id: string }>;

/**
 * `/_stub/data`: json-server's router over the store. It changes data without looking and answers its own failures with
 * a stack, so whatever it could not digest is refused before it gets there.
 */
export function dataRoutes<Data extends Collections>(parts: DataRouteParts<Data>): Router {
  const { store } = parts;
  const router = Router({ caseSensitive: true });
  const body = [rawBody(MAX_BODY_BYTES), jsonObject];
  router.use(knownCollection(store.names));
  router.all('/:collection/:id', existingItem(store));
  router.post('/:collection', body, newItem(parts));
  router.put('/:collection/:id', body, changedItem(parts));
  router.patch('/:collection/:id', body, changedItem(parts));
  router.all('/:collection/:id', derivedItem(store));
  router.use(forJsonServer, quiet(store.router));
  return router;
}

function knownCollection(names: readonly string[]): RequestHandler {
  const ofCollection = ['GET', 'HEAD', 'POST'];
  const ofItem = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'];
  return (req, res, next) => {
    const [collection = '', id = '', ...more] = req.path.split('/').slice(1);
    const allowed = id === '' ? ofCollection : ofItem;
    if (!names.includes(collection) || more.length > 0) {
      sendStubError(res, 404, `there is nothing here; the collections are ${names.join(', ')}`);
    } else if (allowed.includes(req.method)) {
      next();
    } else {
      methodNotAllowed(...allowed)(req, res, next);
    }
  };
}

const jsonObject: RequestHandler = (req, res, next) => {
  const json = parseJson(req.body);
  if (json === undefined) {
    sendStubError(res, 400, 'the body is not JSON');
  } else if (!isObject(json.value)) {
    sendStubError(res, 400, 'the body is not a JSON object');
  } else {
    req.body = json.value;
    next();
  }
};

function existingItem<Data extends Collections>(store: EditableStore<Data>): ItemHandler {
  return ({ params: { collection, id } }, res, next) => {
    if (store.find(collection, id) !== undefined) next();
    else sendStubError(res, 404, `there is no item with this id in ${collection}`);
  };
}

/** json-server knows nothing of derived items: one is shown in its stead, or given to it before it is changed. */
function derivedItem<Data extends Collections>(store: EditableStore<Data>): ItemHandler {
  return ({ method, params: { collection, id } }, res, next) => {
    if (store.holds(collection, id)) {
      next();
    } else if (method === 'GET' || method === 'HEAD') {
      sendStubJson(res, 200, store.find(collection, id));
    } else {
      store.adopt(collection, id);
      next();
    }
  };
}

function newItem<Data extends Collections>({ store, schemas }: DataRouteParts<Data>): CollectionHandler {
  return ({ params: { collection }, body }, res, next) => {
    const id = isObject(body) ? body.id : undefined;
    const misfit = misfitOf(body, schemas[collection]);
    if (typeof id !== 'string' || id === '') sendStubError(res, 400, 'id: expected text that is not empty');
    else if (store.find(collection, id) !== undefined) sendStubError(res, 409, 'id: is there already');
    else if (misfit !== undefined) sendStubError(res, 400, misfit);
    else next();
  };
}

/** What stands in the address stays: json-server keeps the id, whatever the body says. */
function changedItem<Data extends Collections>({ store, schemas }: DataRouteParts<Data>): ItemHandler {
  return ({ method, params: { collection, id }, body }, res, next) => {
    const before = method === 'PATCH' ? store.find(collection, id) : {};
    const misfit = misfitOf({ ...before, ...(isObject(body) ? body : {}), id }, schemas[collection]);
    if (misfit === undefined) next();
    else sendStubError(res, 400, misfit);
  };
}

function misfitOf(item: unknown, schema: z.ZodType | undefined): string | undefined {
  const fit = schema?.safeParse(item);
  return fit === undefined || fit.success ? undefined : describeIssues(fit.error);
}

/** json-server expects Express 4: a query that it can delete from, and a body that its own parser leaves alone. */
const forJsonServer: RequestHandler = (req, res, next) => {
  const query = parse(req.originalUrl.split('?')[1] ?? '');
  const repeated = ONCE_ONLY.find((name) => Array.isArray(query[name]));
  if (repeated !== undefined) {
    sendStubError(res, 400, `${repeated}: may stand only once`);
    return;
  }
  delete query._delay;
  delete req.headers['x-http-method-override'];
  Object.defineProperty(req, 'query', { value: query, writable: true, configurable: true });
  Object.assign(req, { _body: true });
  next();
};

/** json-server's router with answers in plain JSON, and without its own handler of errors, which prints and sends stacks. */
function quiet<Data extends Collections>(router: EditableStore<Data>['router']): RequestHandler {
  if (router.stack.at(-1)?.handle.length === 4) router.stack.pop();
  Object.assign(router, {
    render: (_req: Request, res: Response) => {
      sendStubJson(res, res.statusCode, res.locals.data);
    },
  });
  return (req, res, next) => {
    router(req, res, (error: unknown) => {
      if (error === undefined) next();
      else sendStubError(res, 400, error instanceof Error ? error.message : 'the request could not be understood');
    });
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
