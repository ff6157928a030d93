import { z } from 'zod';

const JSON_BODY = { 'Content-Type': 'application/json' };

/** Changes members of a record in a stub's data. @throws when the stub refuses it */
export async function changeRecord(stubUrl: string, record: string, members: object): Promise<void> {
  await succeed(`${stubUrl}/_stub/data/${record}`, {
    method: 'PATCH',
    headers: JSON_BODY,
    body: JSON.stringify(members),
  });
}

const patientSchema = z.object({ resource: z.record(z.string(), z.unknown()) });

/** Changes members of a Patient in the PDS stub's data. */
export async function changePatient(pdsStub: string, nhsNumber: string, members: object): Promise<void> {
  const record = `patients/${nhsNumber}`;
  const response = await fetch(`${pdsStub}/_stub/data/${record}`);
  const { resource } = patientSchema.parse(await response.json());
  await changeRecord(pdsStub, record, { resource: { ...resource, ...members } });
}

/** Dials a fault for every request until the stub is reset. @throws when the stub refuses it */
export async function dialFault(stubUrl: string, fault: object, match: object = {}): Promise<void> {
  const body = JSON.stringify({ match, fault });
  await succeed(`${stubUrl}/_stub/faults`, { method: 'POST', headers: JSON_BODY, body });
}

/** The stub's data as they were at first, and no faults. */
export async function reset(stubUrl: string): Promise<void> {
  await succeed(`${stubUrl}/_stub/reset`, { method: 'POST' });
}

async function succeed(url: string, init: RequestInit): Promise<void> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
}
