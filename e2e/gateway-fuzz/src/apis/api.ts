export const API_NAMES = ['gateway', 'pds', 'sds', 'provider'] as const;
export type ApiName = (typeof API_NAMES)[number];

/** An API to fuzz, and which values its requests are made of beside generated ones. */
export interface Api {
  readonly name: ApiName;
  /** OpenAPI description. */
  readonly description: string;
  /** Values of strings, by the name of their format. The first is taken most often. */
  readonly formats: Readonly<Record<string, readonly string[]>>;
  /** Formats that the description leaves open, by the name of a parameter or of a schema. */
  readonly parameterFormats: Readonly<Record<string, string>>;
  readonly schemaFormats?: Readonly<Record<string, string>>;
  /** What the service really asks for, where its description asks more of the gateway. */
  readonly relaxed?: Relaxation;
  /** Header of the credentials; none when the API asks for none. */
  readonly credentialHeader?: string;
  /** Values that are left out, by the exclusion that says why. */
  readonly leftOut?: Readonly<Record<string, readonly string[]>>;
  /** The status that a patient is there to show, where it is one of a server's faults. */
  readonly failingNhsNumbers?: Readonly<Record<string, number>>;
}

type Node = Readonly<Record<string, unknown>>;

export interface Relaxation {
  /** Changes to parameters, by name, or by operation and name: `findDevices identifier`. */
  readonly parameters: Readonly<Record<string, Node>>;
  /** Schemas in the place of others. */
  readonly schemas?: Readonly<Record<string, Node>>;
}
