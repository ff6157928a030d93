import type { LogLine } from './log-lines-in.ts';

/** What a document can be right or wrong about. */
export interface Workspace {
  /** Whether a path from the root, which may have `*` in it, leads to something. */
  readonly exists: (path: string) => boolean;
  /** The text of a file; empty when there is none. */
  readonly read: (path: string) => string;
  /** The folders at the root that are kept in git. */
  readonly folders: ReadonlySet<string>;
  /** The names of folders that are made, and never kept in git. */
  readonly ignoredFolders: ReadonlySet<string>;
  /** The scripts of the root's package.json. */
  readonly scripts: ReadonlySet<string>;
  /** The targets of each Nx project. */
  readonly projects: ReadonlyMap<string, ReadonlySet<string>>;
  /** The text of every source file, tests aside. */
  readonly source: string;
  /** The environment variables that the apps' configuration reads. */
  readonly configVariables: ReadonlySet<string>;
  /** What some of them are when they are not set. */
  readonly configDefaults: ReadonlyMap<string, string>;
  /** What the gateway and the libraries that it is made of log. */
  readonly logLines: readonly LogLine[];
}
