import type { GpPractice, GpRecord, RecordItem } from '@cdg/test-data';
import type { Answer } from './http-exchange.ts';
import { parameters, type Parameter } from './parameters-body.ts';
import { runProviderStub } from './run-provider-stub.ts';
import { sampleRecord } from './sample-record.ts';

export interface Situation {
  readonly items?: readonly RecordItem[];
  readonly facts?: Partial<GpRecord>;
  readonly practice?: Partial<GpPractice>;
  readonly awaitingFilingText?: string;
}

/** Asks for areas of a record with these items. */
export async function searchRecord(situation: Situation, ...asked: readonly Parameter[]): Promise<Answer> {
  const { items = [], facts, practice, awaitingFilingText } = situation;
  const stub = await runProviderStub({
    records: [sampleRecord(items, facts)],
    ...(practice && { practice }),
    ...(awaitingFilingText !== undefined && { awaitingFilingText }),
  });
  try {
    return await stub.call({ body: parameters(...asked) });
  } finally {
    await stub.close();
  }
}
