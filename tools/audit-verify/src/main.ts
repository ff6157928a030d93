import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { anchorIn, type Anchor } from './anchor.ts';
import { readLines } from './read-lines.ts';
import { verifyTrail, type Place, type Report } from './verify-trail.ts';

const USAGE = `npm run audit:verify -- [--anchor FILE] [--after SEQ:HASH] [--head SEQ:HASH]... FILE [...]

Files in their order: those put aside first, then the one in use. The anchor's key comes from AUDIT_ANCHOR_KEY or
AUDIT_ANCHOR_KEY_FILE. Ends with 0 when the trail is whole, 1 when it is not, 2 when it cannot be read.`;
const MOST_SHOWN = 100;

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 2;
});

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      anchor: { type: 'string' },
      after: { type: 'string' },
      head: { type: 'string', multiple: true, default: [] },
    },
  });
  if (positionals.length === 0) throw new Error(USAGE);
  const report = await verifyTrail(readLines(positionals), {
    anchor: values.anchor === undefined ? undefined : readAnchor(values.anchor),
    after: values.after === undefined ? undefined : placeIn(values.after),
    heads: values.head.map(placeIn),
  });
  show(report);
  return report.faults.length === 0 ? 0 : 1;
}

function readAnchor(file: string): Anchor {
  const { AUDIT_ANCHOR_KEY: key, AUDIT_ANCHOR_KEY_FILE: keyFile } = process.env;
  const secret = key ?? (keyFile === undefined ? undefined : readFileSync(keyFile, 'utf8'));
  if (secret === undefined) throw new Error('the anchor needs its key: AUDIT_ANCHOR_KEY or AUDIT_ANCHOR_KEY_FILE');
  return anchorIn(readFileSync(file, 'utf8'), secret.trim());
}

/** `SEQ:HASH`, as the gateway logs it. */
function placeIn(text: string): Place {
  const [, seq, hash] = /^(\d+):([\w-]{43})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined) throw new Error(`"${text}" is no SEQ:HASH`);
  return { seq: Number(seq), hash };
}

function show({ events, head, faults, notes }: Report): void {
  for (const fault of faults.slice(0, MOST_SHOWN)) console.log(`FAULT ${fault}`);
  if (faults.length > MOST_SHOWN) console.log(`... and ${faults.length - MOST_SHOWN} more`);
  for (const note of notes) console.log(`note  ${note}`);
  console.log(`${events} events, the last is ${head.seq}:${head.hash}`);
  console.log(faults.length === 0 ? 'The trail is whole.' : `The trail is NOT whole: ${faults.length} faults.`);
}
