import { Router, type Response } from 'express';
import type { FaultList } from './fault-list.ts';
import { FAULT_ORDER, type FaultOrder } from './fault-schema.ts';
import type { Listener } from './listener.ts';
import { describeIssues, methodNotAllowed, parseJson, rawBody, sendStubError, sendStubJson } from './stub-answers.ts';

const MAX_BODY_BYTES = 1_048_576;

interface FaultRouteParts {
  readonly faults: FaultList;
  readonly listener: Listener;
  readonly newId: () => string;
}

/** `/_stub/faults`: testers set, look at and clear faults. */
export function faultRoutes(parts: FaultRouteParts): Router {
  const { faults } = parts;
  const router = Router({ caseSensitive: true });
  router.post('/', rawBody(MAX_BODY_BYTES), (req, res) => {
    const json = parseJson(req.body);
    if (json === undefined) {
      sendStubError(res, 400, 'the body is not JSON');
      return;
    }
    const order = FAULT_ORDER.safeParse(json.value);
    if (order.success) dial(order.data, res, parts);
    else sendStubError(res, 400, describeIssues(order.error));
  });
  router.get('/', (_req, res) => {
    sendStubJson(res, 200, faults.all());
  });
  router.delete('/', (_req, res) => {
    faults.clear();
    res.writeHead(204).end();
  });
  router.all('/', methodNotAllowed('GET', 'POST', 'DELETE'));
  router.delete('/:id', (req, res) => {
    if (faults.remove(req.params.id)) res.writeHead(204).end();
    else sendStubError(res, 404, 'there is no fault with this id');
  });
  router.all('/:id', methodNotAllowed('DELETE'));
  return router;
}

function dial(order: FaultOrder, res: Response, { faults, listener, newId }: FaultRouteParts): void {
  if (order.fault.kind === 'refuse') {
    // The listener closes before the answer leaves: who has read it finds the door shut. Such a fault is not listed.
    if (!listener.refuse(order.fault.ms)) {
      sendStubError(res, 501, 'fault.kind: this stub has no listener to close');
      return;
    }
    res.setHeader('Connection', 'close');
    sendStubJson(res, 201, { id: newId(), ...order, fired: 1 });
    return;
  }
  const added = faults.add(order);
  if (added === undefined) sendStubError(res, 409, 'there are 1,000 faults already: delete some first');
  else sendStubJson(res, 201, added);
}
