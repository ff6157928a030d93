/** What tells one synthetic person from another; `pdsPatient` makes a whole PDS record of it. */
export interface PersonFacts {
  readonly nhsNumber: string;
  readonly prefix?: string;
  readonly given: readonly string[];
  readonly family: string;
  /** Her name until she married, and until when. */
  readonly maiden?: { readonly family: string; readonly until: string };
  readonly nickname?: string;
  readonly gender: 'male' | 'female' | 'other' | 'unknown';
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly addressLines: readonly string[];
  /** In ZZ99, which belongs to no place. */
  readonly postalCode: string;
  /** The address's unique property reference number. */
  readonly uprn?: string;
  /** From the ranges Ofcom keeps for drama, digits only. */
  readonly mobile?: string;
  readonly landline?: string;
  readonly email?: string;
  /** The registered GP practice; absent for somebody who was never registered. */
  readonly practice?: { readonly odsCode: string; readonly start: string; readonly end?: string };
}
