import type { StubFault } from '@cdg/test-data';
import type { Request } from 'express';
import type { FaultOrder } from './fault-schema.ts';
import type { RequestIdCounts } from './request-id-counts.ts';

const MOST_FAULTS = 1000;

/** Whom a request asks about, as the stub itself reads it. */
export interface RequestSubject {
  readonly nhsNumber?: string | undefined;
  readonly odsCode?: string | undefined;
}

/** A fault that a tester has set, and how often it has fired; one that has fired `times` times stays listed as spent. */
export interface DialledFault extends FaultOrder {
  readonly id: string;
  fired: number;
}

export interface FaultList {
  /** undefined when the list is full. */
  add(order: FaultOrder): DialledFault | undefined;
  all(): readonly DialledFault[];
  remove(id: string): boolean;
  clear(): void;
  /** The fault that this request meets, counted as fired: the first that matches wins. */
  take(req: Request): StubFault | undefined;
}

export interface FaultListParts {
  readonly newId: () => string;
  readonly about: (req: Request) => RequestSubject;
  readonly counts: RequestIdCounts;
}

/** Holds at most 1,000 dialled faults; spent ones make room first. */
export function createFaultList({ newId, about, counts }: FaultListParts): FaultList {
  let faults: DialledFault[] = [];
  return {
    add: (order) => {
      if (faults.length >= MOST_FAULTS) faults = faults.filter((fault) => !isSpent(fault));
      if (faults.length >= MOST_FAULTS) return undefined;
      const added: DialledFault = { id: newId(), ...order, fired: 0 };
      faults.push(added);
      return added;
    },
    all: () => faults,
    remove: (id) => {
      const before = faults.length;
      faults = faults.filter((fault) => fault.id !== id);
      return faults.length < before;
    },
    clear: () => {
      faults = [];
    },
    take: (req) => {
      let asked: RequestSubject | undefined;
      const subject = () => (asked ??= about(req));
      const met = faults.find((fault) => !isSpent(fault) && matches(fault.match, pathOf(req), subject));
      if (met === undefined || !counts.mayFire(met.fault, req)) return undefined;
      met.fired += 1;
      return met.fault;
    },
  };
}

function isSpent({ times, fired }: DialledFault): boolean {
  return times !== undefined && fired >= times;
}

function matches(match: FaultOrder['match'], path: string, subject: () => RequestSubject): boolean {
  const { path: prefix = '', nhsNumber, odsCode } = match ?? {};
  if (!path.startsWith(prefix)) return false;
  if (nhsNumber !== undefined && nhsNumber !== subject().nhsNumber) return false;
  return odsCode === undefined || odsCode.toUpperCase() === subject().odsCode?.toUpperCase();
}

function pathOf(req: Request): string {
  return req.originalUrl.split('?', 1)[0] ?? '';
}
