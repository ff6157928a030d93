import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { hasEnded, workspaceRoot } from '@cdg/child-processes';
import { z } from 'zod';
import { captureLines, createLineMemory } from './captured-lines.ts';
import { FleetError } from './fleet-error.ts';
import type { Environment, Listener, MemberName, MemberPlan } from './members.ts';
import { reachableUrl } from './reachable-url.ts';
import { waitUntilHealthy } from './wait-until-healthy.ts';

export interface StartMember {
  readonly plan: MemberPlan;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  /** Gets every line that the member prints; without it the member prints on this process's own output. */
  readonly onLine?: ((line: { member: MemberName; text: string }) => void) | undefined;
  /** Learns of the process as soon as there is one, to stop it whatever happens next. */
  readonly onProcess: (child: ChildProcess) => void;
}

/** The address that a member told under a name. */
export type AddressOf = (name: Listener['url']) => string;

const REMEMBERED_LINES = 20;
const LAST_LINES_MS = 500;
const listeningMessage = z.object({ type: z.literal('listening'), urls: z.record(z.string(), z.url()) });

/**
 * Starts one process and waits until it says where it listens and its health check answers 200.
 *
 * @throws FleetError with the process's last lines when it ends, or is not healthy in time
 */
export async function startMember(start: StartMember): Promise<AddressOf> {
  const { plan, signal, onLine } = start;
  if (signal.aborted) throw new FleetError(`stopped before ${plan.name} was started`);
  const output = onLine === undefined ? 'inherit' : 'pipe';
  const child = spawn(process.execPath, [plan.entryPoint], {
    cwd: workspaceRoot,
    env: start.environment,
    stdio: ['ignore', output, output, 'ipc'],
  });
  start.onProcess(child);
  const memory = createLineMemory(REMEMBERED_LINES);
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    captureLines(stream, (text) => {
      memory.add(text);
      onLine?.({ member: plan.name, text });
    });
  }
  const settled = new AbortController();
  const deadline = AbortSignal.any([signal, settled.signal, AbortSignal.timeout(plan.startTimeoutMs)]);
  try {
    return await Promise.race([whenHealthy({ child, plan, deadline }), whenLost(child)]);
  } catch (error) {
    const reason = error instanceof FleetError ? error.message : String(error);
    throw new FleetError([`${plan.name} ${reason}`, ...memory.lines()].join('\n  '), { cause: error });
  } finally {
    // Nobody asks on for the health of a process that is lost.
    settled.abort();
  }
}

async function whenHealthy({
  child,
  plan,
  deadline,
}: {
  child: ChildProcess;
  plan: MemberPlan;
  deadline: AbortSignal;
}) {
  const told = await whenListening(child, deadline);
  const addressOf: AddressOf = (name) => {
    const url = told[name];
    if (url === undefined) throw new FleetError(`does not tell its address "${name}"`);
    return reachableUrl(url);
  };
  await waitUntilHealthy(`${addressOf(plan.health.url)}${plan.health.path}`, deadline);
  return addressOf;
}

function whenListening(child: ChildProcess, deadline: AbortSignal): Promise<Readonly<Record<string, string>>> {
  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      const { data } = listeningMessage.safeParse(message);
      if (data !== undefined) resolve(data.urls);
    });
    deadline.addEventListener('abort', () => {
      reject(new FleetError('did not say where it listens before its time was up or it was stopped'));
    });
  });
}

/** A process that lets its channel go has failed too, even while something keeps it from ending. */
async function whenLost(child: ChildProcess): Promise<never> {
  const closed = once(child, 'close');
  await Promise.race([once(child, 'exit'), once(child, 'disconnect')]);
  await Promise.race([closed, delay(LAST_LINES_MS)]);
  throw new FleetError(
    hasEnded(child) ? `ended with ${String(child.exitCode ?? child.signalCode)}` : 'gave up starting',
  );
}
