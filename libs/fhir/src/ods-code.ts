import { isNhsNumber } from './nhs-number.ts';

const ODS_CODE = /^[A-Za-z0-9]{1,20}$/;

/**
 * Tells whether a text has the form of an ODS code: 1 to 20 letters or digits, in either case. An NHS number in its
 * place has that form too and is not one: it would be logged and repeated to callers as an organisation.
 */
export function isOdsCode(text: string): boolean {
  return ODS_CODE.test(text) && !isNhsNumber(text);
}
