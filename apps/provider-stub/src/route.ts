/** Where a request points: whose system, which capability, and the FHIR request below its service root. */
export interface ProviderRoute {
  readonly odsCode: string;
  readonly capability: 'structured' | 'foundations';
  /** The service root's path, for example `/A12345/STU3/1/gpconnect/structured`. */
  readonly rootPath: string;
  /** What follows the root, without its leading slash: `Patient/$gpc.getstructuredrecord`. */
  readonly fhirPath: string;
}

const STRUCTURED = /^(\/([^/]+)\/STU3\/1\/gpconnect\/structured)\/(.+)$/;
const FOUNDATIONS = /^(\/([^/]+)\/STU3\/1\/gpconnect)\/(.+)$/;

/** Reads a path of the form `/{ODS}/STU3/1/gpconnect[/structured]/{FHIR request}`; every part is case-sensitive. */
export function readRoute(path: string): ProviderRoute | undefined {
  return match(STRUCTURED, 'structured', path) ?? match(FOUNDATIONS, 'foundations', path);
}

function match(pattern: RegExp, capability: ProviderRoute['capability'], path: string): ProviderRoute | undefined {
  const [, rootPath, odsCode, fhirPath] = pattern.exec(path) ?? [];
  if (rootPath === undefined || odsCode === undefined || fhirPath === undefined) return undefined;
  return { odsCode, capability, rootPath, fhirPath: fhirPath.replaceAll('%24', '$') };
}
