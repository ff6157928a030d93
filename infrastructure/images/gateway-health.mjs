// The gateway's HEALTHCHECK: ends with 0 when the admin port says that it is ready.
const port = process.env.GATEWAY_ADMIN_PORT || '5001';
const response = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2_000) });
console.log(response.status, await response.text());
process.exitCode = response.ok ? 0 : 1;
