import { randomUUID } from 'node:crypto';
import type { RunningServer } from '@cdg/http-server';
import { Router, type Express, type Request, type RequestHandler } from 'express';
import type { z } from 'zod';
import { dataRoutes, type ItemSchemas } from './data-routes.ts';
import { createFaultList, type FaultList, type RequestSubject } from './fault-list.ts';
import { faultRoutes } from './fault-routes.ts';
import { createJournal, type Journal } from './journal.ts';
import { createListener, type Listener } from './listener.ts';
import { createMisbehave, type Misbehave } from './misbehave.ts';
import { createRequestIdCounts } from './request-id-counts.ts';
import { createStore, type Collections, type DerivedItems, type EditableStore, type Store } from './store.ts';
import { decodablePath, methodNotAllowed, rawBody, sendStubJson } from './stub-answers.ts';

const MAX_BODY_BYTES = 1_048_576;

export interface DialOptions<Data extends Collections> {
  /** Called at the start and at each reset. */
  readonly seed: () => Data;
  /** Items that are not held but made when they are asked for; they are the same again after a reset. */
  readonly derived?: DerivedItems<Data>;
  /** Whom a request asks about; `req.body` is a Buffer when it is called. */
  readonly about: (req: Request) => RequestSubject;
  readonly ready?: () => boolean;
  /** What testers may put into a collection; anything with an id where there is none. */
  readonly schemas?: Partial<Readonly<Record<keyof Data & string, z.ZodType>>>;
  readonly now?: () => Date;
  readonly newId?: () => string;
}

/** What testers turn at a stub: its data, its faults, and the journal of its requests. */
export interface Dials<Data extends Collections> {
  readonly store: Store<Data>;
  /** Mounts `/_stub/...`, then body, journal and faults in front of every route that is added later. */
  install(app: Express): void;
  /**
   * Acts out a fault that stands in a record: true when the answer has been taken over and the route must return, false
   * when the route goes on and its answer is altered on the way out.
   */
  readonly misbehave: Misbehave;
  /** Lets `refuse` close and reopen the listener. */
  bindListener(running: RunningServer): void;
}

interface Parts<Data extends Collections> {
  readonly store: EditableStore<Data>;
  readonly faults: FaultList;
  readonly journal: Journal;
  readonly listener: Listener;
  readonly act: Misbehave;
  readonly schemas: ItemSchemas;
  readonly ready: () => boolean;
  readonly reset: () => void;
  readonly newId: () => string;
}

/** Makes the dials that every stub has (gateway contract, section 6). */
export function createDials<Data extends Collections>(options: DialOptions<Data>): Dials<Data> {
  const { seed, derived = {}, schemas = {}, ready = () => true, now = () => new Date(), newId = randomUUID } = options;
  const about = forgiving(options.about);
  const store = createStore(seed, derived);
  const counts = createRequestIdCounts();
  const faults = createFaultList({ newId, about, counts });
  const listener = createListener();
  const act = createMisbehave({ about, listener });
  const reset = () => {
    store.reset();
    faults.clear();
    counts.clear();
  };
  return {
    store,
    install: (app) => {
      installOn(app, { store, schemas, faults, journal: createJournal(now), listener, act, ready, reset, newId });
    },
    misbehave: (fault, req, res) => counts.mayFire(fault, req) && act(fault, req, res),
    bindListener: (running) => {
      listener.bind(running);
    },
  };
}

function installOn<Data extends Collections>(app: Express, parts: Parts<Data>): void {
  const { journal, faults, act, listener } = parts;
  app.use(whileListening(listener));
  app.use('/_stub', stubRoutes(parts));
  app.use(outsideStubPaths(journal.record));
  app.use(rawBody(MAX_BODY_BYTES));
  app.use(
    outsideStubPaths((req, res, next) => {
      const fault = faults.take(req);
      if (fault === undefined || !act(fault, req, res)) next();
    }),
  );
}

function stubRoutes<Data extends Collections>(parts: Parts<Data>): Router {
  const { journal, ready, reset } = parts;
  const router = Router({ caseSensitive: true });
  router.use(decodablePath);
  router.get('/health', (_req, res) => {
    if (ready()) sendStubJson(res, 200, { status: 'ready' });
    else sendStubJson(res, 503, { status: 'starting' });
  });
  router.all('/health', methodNotAllowed('GET'));
  router.get('/requests', (_req, res) => {
    sendStubJson(res, 200, journal.list());
  });
  router.delete('/requests', (_req, res) => {
    journal.clear();
    res.writeHead(204).end();
  });
  router.all('/requests', methodNotAllowed('GET', 'DELETE'));
  router.post('/reset', (_req, res) => {
    reset();
    res.writeHead(204).end();
  });
  router.all('/reset', methodNotAllowed('POST'));
  router.use('/faults', faultRoutes(parts));
  router.use('/data', dataRoutes(parts));
  return router;
}

/** A connection kept open from before must not get through while the listener is closed. */
function whileListening(listener: Listener): RequestHandler {
  return (req, _res, next) => {
    if (listener.refusing) req.socket.destroy();
    else next();
  };
}

function outsideStubPaths(handler: RequestHandler): RequestHandler {
  return (req, res, next) => {
    if (/^\/_stub(\/|\?|$)/.test(req.originalUrl)) next();
    else void handler(req, res, next);
  };
}

/** A body that a stub cannot read asks about nobody. */
function forgiving(about: (req: Request) => RequestSubject): (req: Request) => RequestSubject {
  return (req) => {
    try {
      return about(req);
    } catch {
      return {};
    }
  };
}
