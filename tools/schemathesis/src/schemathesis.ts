import type { Command } from '@cdg/child-processes';

/** What Schemathesis is to be called with. */
export interface Invocation {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Files outside of the workspace that it reads. */
  readonly files: readonly string[];
}

/** A Schemathesis that can be run on this machine. */
export interface Schemathesis {
  /** Where it was found, for people. */
  readonly where: string;
  readonly version: string;
  readonly commandFor: (invocation: Invocation) => Required<Pick<Command, 'command' | 'environment'>>;
}

/** Why one way to get it does not work here. */
export interface Unavailable {
  readonly reason: string;
}

/** One way to get it. */
export type Place = (setting: Setting) => Promise<Schemathesis | Unavailable>;

export interface Setting {
  /** The releases that the requirements pin, the current one first: an older one is for older Pythons. */
  readonly versions: readonly [string, ...string[]];
  readonly requirementsFile: string;
  /** An ignored folder that outlives the run. */
  readonly cacheFolder: string;
  readonly signal: AbortSignal;
  /** Where programs are looked for; the usual path when absent. */
  readonly path?: string | undefined;
}
