import { CredentialsError, readCredentials, type Credentials, type CredentialSources } from './credentials.ts';

export interface RenewedCredentials {
  /** What is in force. */
  readonly current: () => Credentials;
  /** Calls back with each renewal. */
  readonly onRenewal: (listener: (credentials: Credentials) => void) => void;
  readonly close: () => void;
}

export interface RenewalOptions {
  /** How often the files are looked at, in milliseconds. */
  readonly everyMs: number;
  readonly now: () => Date;
  /** Told once of each change that cannot be used; what was in force stays in force. */
  readonly onFault: (error: CredentialsError) => void;
}

/**
 * Credentials that follow their files. Reading them again and again, rather than watching, sees every way of replacing
 * a file: in place, by renaming, or through a link that moves, as orchestrators do. While certificate and key are
 * replaced one after the other they do not belong together for a moment; then the old pair stays in force.
 *
 * @throws CredentialsError when they cannot be used from the start
 */
export function renewCredentials(sources: CredentialSources, options: RenewalOptions): RenewedCredentials {
  let current = readCredentials(sources, options.now());
  let lastFault = '';
  const listeners: ((credentials: Credentials) => void)[] = [];

  const look = () => {
    try {
      const found = readCredentials(sources, options.now());
      lastFault = '';
      if (isSame(found, current)) return;
      current = found;
      for (const listener of listeners) listener(found);
    } catch (error) {
      if (!(error instanceof CredentialsError)) throw error;
      if (error.message !== lastFault) options.onFault(error);
      lastFault = error.message;
    }
  };
  const fromFiles = Object.values(sources).some(({ text, file }) => text === undefined && file !== undefined);
  const timer = fromFiles ? setInterval(look, options.everyMs).unref() : undefined;
  return {
    current: () => current,
    onRenewal: (listener) => listeners.push(listener),
    close: () => {
      clearInterval(timer);
    },
  };
}

function isSame(one: Credentials, other: Credentials): boolean {
  return one.cert === other.cert && one.key === other.key && one.ca === other.ca && one.crl === other.crl;
}
