import type { Request } from 'express';
import { BASE_PATH } from '../base-path.ts';

/** A Bundle of what was found; when that is nothing, it has no `entry`. */
export function searchset(entry: readonly unknown[], time: Date) {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    timestamp: time.toISOString().replace(/\.\d+Z$/, '+00:00'),
    total: entry.length,
    ...(entry.length > 0 && { entry }),
  };
}

/** Where the caller can read this patient. */
export function patientUrl(req: Request, nhsNumber: string): string {
  return `${req.protocol}://${req.headers.host ?? 'localhost'}${BASE_PATH}/Patient/${nhsNumber}`;
}
