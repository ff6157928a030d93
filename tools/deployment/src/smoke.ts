import { askHealth } from './ask-health.ts';

/** `npm run smoke -- <url> [commit]`: waits until a deployed gateway is healthy, and is that commit's. */
const [url, commit] = process.argv.slice(2);
if (url === undefined || url === '') throw new Error('usage: npm run smoke -- <url> [commit]');
// Certificate and key that the load balancer knows, in one PEM.
const certificate = process.env.SMOKE_TEST_CERTIFICATE;
const version = await askHealth({ url, commit, certificate, attempts: 10, pauseMs: 3_000 });
console.log(`${url} is healthy, version ${version}`);
