import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { violationsIn } from '../violations.ts';
import { startPrism, type Prism, type PrismOptions } from './start-prism.ts';

/** One request and its answer, as Prism judged them. */
export interface Exchange {
  readonly request: string;
  readonly status: number;
  readonly violations: readonly string[];
}

export interface Guard extends PrismOptions {
  /** The description leaves out error statuses that there are: what Prism warns of is no violation. */
  readonly errorsIncomplete?: boolean;
}

/** A Prism that callers reach through an address of ours, where everything it answers is written down. */
export interface Checkpoint {
  /** Known before Prism runs: services have to be told the address that their callers use. */
  readonly url: string;
  readonly guardWith: (guard: Guard) => Promise<void>;
  /** What has been answered since this was last asked. */
  readonly takeExchanges: () => readonly Exchange[];
  readonly close: () => Promise<void>;
}

/** Opens a checkpoint on a free port of the loopback; it answers once Prism guards it. */
export async function openCheckpoint(): Promise<Checkpoint> {
  let starting: Promise<Prism> | undefined;
  let prism: Prism | undefined;
  let warnings = true;
  let exchanges: Exchange[] = [];
  const server = createServer((incoming, outgoing) => {
    if (prism === undefined) outgoing.destroy();
    else pass({ incoming, outgoing, to: prism.url, warnings }, (exchange) => exchanges.push(exchange));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the checkpoint does not listen');
  return {
    url: `http://127.0.0.1:${address.port}`,
    guardWith: async (guard) => {
      warnings = guard.errorsIncomplete !== true;
      starting = startPrism(guard);
      prism = await starting;
    },
    takeExchanges: () => {
      const taken = exchanges;
      exchanges = [];
      return taken;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      // One that is still starting, because another could not, has to go, too.
      await starting?.then(
        ({ stop }) => stop(),
        () => undefined,
      );
    },
  };
}

interface Passage {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly to: string;
  readonly warnings: boolean;
}

/** Passes a request on to Prism as it came, and Prism's answer back once it is whole and written down. */
function pass({ incoming, outgoing, to, warnings }: Passage, note: (exchange: Exchange) => unknown): void {
  const { method = '', url = '', rawHeaders } = incoming;
  const onward = httpRequest(to, { method, path: url, headers: rawHeaders, agent: false });
  const giveUp = () => {
    onward.destroy();
    outgoing.destroy();
  };
  onward.once('error', giveUp);
  outgoing.once('close', () => onward.destroy());
  onward.once('response', (answer) => {
    buffer(answer).then((body) => {
      const status = answer.statusCode ?? 0;
      const violations = violationsIn({ headers: answer.headers, body: body.toString('utf8') }, { warnings });
      note({ request: `${method} ${url}`, status, violations });
      outgoing.writeHead(status, answer.rawHeaders);
      outgoing.end(body);
    }, giveUp);
  });
  incoming.pipe(onward);
}
