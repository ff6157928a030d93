/** What the limit and the naive gateway are told; our gateway is told the same through its environment. */
export interface ProgramSettings {
  readonly pdsUrl: string;
  readonly tokenUrl: string;
  readonly sdsUrl: string;
  readonly sspUrl?: string;
  /** Whether answers of SDS may be used again. */
  readonly sdsCache: boolean;
}

/** Without a schema, which would cost the limit memory. */
export function readProgramSettings(): ProgramSettings {
  const {
    BENCHMARK_PDS_URL: pdsUrl = '',
    BENCHMARK_TOKEN_URL: tokenUrl = '',
    BENCHMARK_SDS_URL: sdsUrl = '',
    BENCHMARK_SSP_URL: sspUrl = '',
    BENCHMARK_SDS_CACHE: sdsCache,
  } = process.env;
  return { pdsUrl, tokenUrl, sdsUrl, ...(sspUrl !== '' && { sspUrl }), sdsCache: sdsCache === 'true' };
}

/** The environment in which `readProgramSettings` finds these settings. */
export function environmentFor(settings: ProgramSettings): Record<string, string> {
  return {
    BENCHMARK_PDS_URL: settings.pdsUrl,
    BENCHMARK_TOKEN_URL: settings.tokenUrl,
    BENCHMARK_SDS_URL: settings.sdsUrl,
    BENCHMARK_SSP_URL: settings.sspUrl ?? '',
    BENCHMARK_SDS_CACHE: String(settings.sdsCache),
  };
}
