import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Service } from '@cdg/http-server';
import { readConfig } from '../config.ts';
import { startGateway } from '../start-gateway.ts';

export interface GatewaysForTests {
  /** Opens a gateway with the services at this URL behind it. */
  readonly open: (servicesUrl: string, settings?: Readonly<Record<string, string>>) => Promise<Service>;
  /** Closes what is still open. */
  readonly close: () => Promise<void>;
}

export const RECORD_PATH = '/patient/$gpc.getstructuredrecord';

/** Gateways on ports of their own, which write nothing but their audit, and that to a folder of its own. */
export async function createGatewaysForTests(): Promise<GatewaysForTests> {
  const folder = await mkdtemp(join(tmpdir(), 'gateways-'));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const PDS_PRIVATE_KEY = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const opened: Service[] = [];
  return {
    open: async (servicesUrl, settings = {}) => {
      const config = readConfig({
        ...{ PDS_STUB_URL: servicesUrl, SDS_STUB_URL: servicesUrl, PROVIDER_STUB_URL: servicesUrl, PDS_PRIVATE_KEY },
        ...{ GATEWAY_PORT: '0', GATEWAY_ADMIN_PORT: '0', LOG_LEVEL: 'silent' },
        ...{ RETRY_BACK_OFF_MS: '0', AUDIT_FILE: join(folder, `${randomUUID()}.jsonl`) },
        ...settings,
      });
      const { service } = await startGateway(config);
      let closed: Promise<void> | undefined;
      const once = { ...service, close: () => (closed ??= service.close()) };
      opened.push(once);
      return once;
    },
    close: async () => {
      await Promise.all(opened.map((service) => service.close()));
      await rm(folder, { recursive: true });
    },
  };
}

/** A request for the record of the patient with this NHS number. */
export function recordQuestion(nhsNumber: string, headers: Readonly<Record<string, string>> = {}) {
  const valueIdentifier = { system: 'https://fhir.nhs.uk/Id/nhs-number', value: nhsNumber };
  return {
    method: 'POST',
    path: RECORD_PATH,
    headers: {
      'Content-Type': 'application/fhir+json',
      'Ssp-TraceID': '3b1c2a54-6f0d-4e0a-9d0c-0d5a9f1f7c11',
      'ODS-from': 'S55555',
      ...headers,
    },
    body: JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'patientNHSNumber', valueIdentifier }] }),
  };
}
