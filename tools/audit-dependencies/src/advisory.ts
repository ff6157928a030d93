/** A package as the lock file has it. */
export interface Locked {
  readonly name: string;
  readonly version: string;
}

/** What a source says against a locked package. */
export interface Advisory extends Locked {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
}

/** Somebody who knows of weaknesses in packages. It throws when it does not answer, and never answers "none" instead. */
export interface AdvisorySource {
  readonly name: string;
  readonly ask: (packages: readonly Locked[]) => Promise<readonly Advisory[]>;
}
