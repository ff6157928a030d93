// The stubs' HEALTHCHECK: ends with 0 when the stub named by STUB says that it is ready.
const DEFAULT_PORTS = { PDS_STUB_PORT: '9001', SDS_STUB_PORT: '9002', PROVIDER_STUB_PORT: '9003' };

const variable = `${(process.env.STUB ?? '').replaceAll('-', '_').toUpperCase()}_PORT`;
const port = process.env[variable] || DEFAULT_PORTS[variable];
const response = await fetch(`http://127.0.0.1:${port}/_stub/health`, { signal: AbortSignal.timeout(2_000) });
console.log(response.status, await response.text());
process.exitCode = response.ok ? 0 : 1;
