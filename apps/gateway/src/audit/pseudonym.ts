import { createHmac } from 'node:crypto';

/**
 * Names a patient without saying who it is: equal numbers have equal names, and without the key no name tells its number.
 * A plain hash would: there are few enough NHS numbers to try them all.
 */
export function createPseudonyms(key: string): (nhsNumber: string) => string {
  return (nhsNumber) => createHmac('sha256', key).update(nhsNumber).digest('base64url');
}
