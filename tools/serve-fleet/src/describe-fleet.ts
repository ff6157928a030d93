import type { Fleet } from './start-members.ts';
import type { SampleAnswer } from './send-sample.ts';

const SERVICES: readonly [keyof Fleet['urls'], string][] = [
  ['gateway', 'gateway'],
  ['admin', 'gateway admin (/metrics, /health)'],
  ['pds', 'PDS stub'],
  ['sds', 'SDS stub'],
  ['provider', 'provider stub'],
];

/** Where everything listens, one line each. */
export function describeUrls(urls: Fleet['urls']): string {
  const width = Math.max(...SERVICES.map(([, label]) => label.length));
  return SERVICES.map(([name, label]) => `  ${label.padEnd(width)}  ${urls[name]}`).join('\n');
}

/** What happened to the sample request, for somebody who sees this for the first time. */
export function describeSample({ status, bytes, ms, resources, traceId }: SampleAnswer): string {
  const total = resources.reduce((sum, [, count]) => sum + count, 0);
  const types = resources.map(([type, count]) => `${count} ${type}`).join(', ');
  return [
    `  ${status} after ${ms} ms: ${bytes.toLocaleString('en-GB')} bytes with ${total} resources`,
    `  ${types}`,
    `  trace id ${traceId}`,
  ].join('\n');
}
