import { createServer } from 'node:http';

export type Behaviour = 'well' | 'dies' | 'silent' | 'unhealthy' | 'adrift' | 'deaf';

export interface FakeMember {
  /** The names under which it tells its addresses; the last one has the health check. */
  readonly urls: readonly string[];
  readonly behaviour: Behaviour;
}

/** Behaves as a member of the fleet does, or badly in one way; prints what it learns of the others, a line each. */
export function runFakeMember({ urls, behaviour }: FakeMember): void {
  console.log(`pid=${process.pid}`);
  for (const name of ['PROVIDER_STUB_URL', 'SDS_STUB_URL', 'PDS_STUB_URL', 'PDS_PRIVATE_KEY_FILE']) {
    if (process.env[name] !== undefined) console.log(`${name}=${process.env[name]}`);
  }
  process.on('message', (message) => {
    console.log(`message ${JSON.stringify(message)}`);
  });
  process.on('SIGTERM', () => {
    if (behaviour !== 'deaf') process.exit(0);
  });
  process.once('disconnect', () => {
    if (behaviour !== 'adrift') process.exit(0);
  });
  if (behaviour === 'dies') {
    console.error('no such file: key.pem');
    process.exit(78);
  }
  if (behaviour === 'adrift') process.disconnect();
  serve(urls, behaviour);
}

function serve(names: readonly string[], behaviour: Behaviour): void {
  const server = createServer((_, res) => {
    res.writeHead(behaviour === 'unhealthy' ? 503 : 200).end();
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    if (behaviour === 'silent' || behaviour === 'adrift') return;
    process.send?.({ type: 'listening', urls: Object.fromEntries(names.map((name) => [name, url])) });
  });
}
