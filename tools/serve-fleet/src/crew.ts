import type { ChildProcess } from 'node:child_process';
import { stopChild, type StopOptions } from '@cdg/child-processes';
import type { MemberName } from './members.ts';

export interface Crew {
  readonly processes: ReadonlyMap<MemberName, ChildProcess>;
  /** Resolves with what happened when a member ends though nobody called `stop`. */
  readonly memberLost: Promise<string>;
  /** Ends every process, within 5 seconds; calling it again waits for the same end. */
  readonly stop: () => Promise<void>;
  readonly add: (name: MemberName, child: ChildProcess) => void;
  readonly tell: (name: MemberName, message: Readonly<Record<string, string>>) => void;
}

/** Keeps the processes of a fleet, so that all of them are stopped whatever happens. */
export function createCrew(stopOptions: StopOptions): Crew {
  const processes = new Map<MemberName, ChildProcess>();
  const lost = Promise.withResolvers<string>();
  let stopped: Promise<void> | undefined;

  return {
    processes,
    memberLost: lost.promise,
    add: (name, child) => {
      processes.set(name, child);
      child.once('exit', (status, signal) => {
        if (stopped === undefined) lost.resolve(`${name} ended with ${String(status ?? signal)}`);
      });
    },
    tell: (name, message) => {
      // A member that is gone shows by its end; there is nothing to add here.
      processes.get(name)?.send(message, () => undefined);
    },
    stop: () => {
      stopped ??= Promise.all([...processes.values()].map((child) => stopChild(child, stopOptions))).then(
        () => undefined,
      );
      return stopped;
    },
  };
}
