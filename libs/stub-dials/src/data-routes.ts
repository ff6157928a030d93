import { parse } from 'node:querystring';
import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { Collections, EditableStore } from './store.ts';
import { methodNotAllowed, parseJson, rawBody, sendStubError, sendStubJson } from './stub-answers.ts';

const MAX_BODY_BYTES = 5_242_880;

/**
 * `/_stub/data`: json-server's router over the store. It changes data without looking and answers its own failures with
 * a stack, so whatever it could not digest is refused before it gets there.
 */
export function dataRoutes<Data extends Collections>(store: EditableStore<Data>): Router {
  const router = Router({ caseSensitive: true });
  router.use(knownCollection(store));
  router.post('/:collection', rawBody(MAX_BODY_BYTES), jsonObject, newItem(store));
  router.put('/:collection/:id', rawBody(MAX_BODY_BYTES), existingItem(store), jsonObject);
  router.patch('/:collection/:id', rawBody(MAX_BODY_BYTES), existingItem(store), jsonObject);
  router.get('/:collection/:id', existingItem(store));
  router.delete('/:collection/:id', existingItem(store));
  router.use(forJsonServer, quiet(store.router));
  return router;
}

function knownCollection({ names }: { readonly names: readonly string[] }): RequestHandler {
  const onCollection = methodNotAllowed('GET', 'HEAD', 'POST');
  const onItem = methodNotAllowed('GET', 'HEAD', 'PUT', 'PATCH', 'DELETE');
  return (req, res, next) => {
    const [collection = '', id, ...more] = req.path.split('/').slice(1);
    if (!names.includes(collection) || more.length > 0) {
      sendStubError(res, 404, `there is no such collection here, only ${names.join(', ')}`);
    } else if (id === undefined || id === '') {
      if (['GET', 'HEAD', 'POST'].includes(req.method)) next();
      else onCollection(req, res, next);
    } else if (['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'].includes(req.method)) next();
    else onItem(req, res, next);
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

function newItem<Data extends Collections>(store: EditableStore<Data>): RequestHandler<{ collection: string }> {
  return (req, res, next) => {
    const id = isObject(req.body) ? req.body.id : undefined;
    if (typeof id !== 'string' || id === '') sendStubError(res, 400, 'id: expected text that is not empty');
    else if (store.find(req.params.collection, id) !== undefined) sendStubError(res, 409, 'id: is there already');
    else next();
  };
}

function existingItem<Data extends Collections>(
  store: EditableStore<Data>,
): RequestHandler<{ collection: string; id: string }> {
  return (req, res, next) => {
    if (store.find(req.params.collection, req.params.id) !== undefined) next();
    else sendStubError(res, 404, `there is no item with this id in ${req.params.collection}`);
  };
}

/** json-server expects Express 4: a query that it can delete from, and a body that its own parser leaves alone. */
const forJsonServer: RequestHandler = (req, _res, next) => {
  const query = parse(req.originalUrl.split('?')[1] ?? '');
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
