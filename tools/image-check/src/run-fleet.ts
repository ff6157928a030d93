import { randomUUID } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { sampleRequest, sendSample } from '@cdg/serve-fleet';
import { z } from 'zod';
import { assembleImage } from './assemble-image.ts';
import { compose, ownImage } from './images.ts';
import { localEnvironment, type Places } from './local-environment.ts';
import { owner, runToEnd, startContainer, type Container, type RunningContainer } from './run-container.ts';

/** Whom the compose file starts one after the other, with the variables that hold their ports. */
const SERVICES = {
  keys: {},
  'pds-stub': { PDS_STUB_PORT: 9001 },
  'sds-stub': { SDS_STUB_PORT: 9002 },
  'provider-stub': { PROVIDER_STUB_PORT: 9003 },
  gateway: { GATEWAY_PORT: 5000, GATEWAY_ADMIN_PORT: 5001 },
} satisfies Record<string, Readonly<Record<string, number>>>;
const VOLUMES = ['/keys', '/audit', '/audit-anchor'];
/** What is answered by containers that are not run here. */
const LEFT_OUT = ['REDIS_URL', 'OTEL_EXPORTER_OTLP_ENDPOINT'];

const listeningAt = z.object({ port: z.number() });

/**
 * Runs the fleet as compose would, from the files that the images would have, with the variables of the compose file,
 * and asks for a record.
 *
 * @param say - gets a line for each thing that was seen
 * @throws at the first thing that is not as it should be
 */
export async function runFleet(say: (line: string) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'image-check-'));
  const running: RunningContainer[] = [];
  try {
    await chmod(folder, 0o755);
    const ports = await freePorts();
    const places = await makePlaces(folder, ports);
    for (const name of Object.keys(SERVICES)) {
      const container = await prepare(name, { folder, places, ports });
      if (name === 'keys') await makeKeys(container);
      else running.unshift(await startContainer(container));
      say(`${name}: ${name === 'keys' ? 'made' : 'healthy by its own HEALTHCHECK'}`);
    }
    const request = sampleRequest({
      gatewayUrl: `http://127.0.0.1:${ports.GATEWAY_PORT ?? ''}`,
      traceId: randomUUID(),
    });
    const answer = await sendSample(request, AbortSignal.timeout(20_000));
    say(`a record through them: ${answer.status}, ${answer.bytes} bytes`);
  } finally {
    for (const container of running) await container.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeKeys(container: Container): Promise<void> {
  const { command = [] } = compose().services.keys ?? {};
  const made = await runToEnd(
    container,
    command.map((word) => container.environment[word] ?? word),
  );
  if (made.status !== 0) throw new Error(`the keys cannot be made: ${made.printed}`);
}

interface Setting {
  readonly folder: string;
  readonly places: Places;
  readonly ports: Readonly<Record<string, number>>;
}

async function prepare(name: string, { folder, places, ports }: Setting): Promise<Container> {
  const service = compose().services[name];
  const image = service === undefined ? undefined : ownImage(service);
  if (service === undefined || image === undefined) throw new Error(`compose.yaml builds no ${name}`);
  const root = join(folder, name);
  await assembleImage(image, { workspace: workspaceRoot, root });
  const given = Object.entries({ ...image.environment, ...service.environment });
  const environment = {
    ...localEnvironment(Object.fromEntries(given.filter(([variable]) => !LEFT_OUT.includes(variable))), places),
    ...Object.fromEntries(Object.entries(ports).map(([variable, port]) => [variable, String(port)])),
    // So that the command's own words for a volume lead to the folder that stands for it.
    ...places.folders,
  };
  return { name, image, root, environment };
}

/** Folders that stand for the volumes, for the images' user alone. */
async function makePlaces(folder: string, ports: Setting['ports']): Promise<Places> {
  const { gateway } = compose().services;
  const { uid, gid } = owner((gateway && ownImage(gateway)) ?? { user: undefined });
  const folders: Record<string, string> = {};
  for (const volume of VOLUMES) {
    const path = join(folder, 'volumes', volume);
    await mkdir(path, { recursive: true, mode: 0o700 });
    if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
    folders[volume] = path;
  }
  await chmod(join(folder, 'volumes'), 0o755);
  const addresses = Object.entries(SERVICES).flatMap(([host, variables]) =>
    Object.entries(variables).flatMap(([variable, port]) =>
      [host, '127.0.0.1'].map((name) => [`${name}:${port}`, ports[variable] ?? port] as const),
    ),
  );
  return { addresses: Object.fromEntries(addresses), folders };
}

async function freePorts(): Promise<Setting['ports']> {
  const variables = Object.values(SERVICES).flatMap((ports) => Object.keys(ports));
  const servers = variables.map(() => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once('listening', resolve))));
  const ports = servers.map((server) => listeningAt.parse(server.address()).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return Object.fromEntries(variables.map((variable, at) => [variable, ports[at] ?? 0]));
}
