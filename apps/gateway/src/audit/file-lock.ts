import { DatabaseSync } from 'node:sqlite';

/** Another process, or another gateway in this one, writes to the file. */
export class FileLockedError extends Error {
  override readonly name = 'FileLockedError';
}

/**
 * Holds a file for this process alone, by a lock that the operating system lets go of however the process ends. Node has
 * no such lock of its own but for SQLite's (docs/adr, audit trail).
 *
 * @returns lets go
 * @throws FileLockedError when it is held already
 */
export function lockFile(file: string): () => void {
  const database = new DatabaseSync(`${file}.lock`, { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw new FileLockedError('another process writes to it', { cause: error });
  }
  return () => {
    database.close();
  };
}
