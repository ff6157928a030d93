import type { Document, ListedMetric } from './read-document.ts';
import type { Workspace } from './workspace.ts';

/** Where every metric and every log line is explained. */
export const CATALOGUE = 'docs/metrics-and-logs.md';

/** How the gateway's metrics are declared; prettier keeps the order and the commas. */
const DECLARED =
  /new (Counter|Gauge|Histogram)(?:<[^>]*>)?\(\{\s*name: '(cdg_\w+)',\s*help:\s*'(?:[^'\\]|\\.)*',(?:\s*labelNames: \[([^\]]*)\],)?/g;
/** A `*` at the end stands for any rest, and so does what `grep` is to find. */
const NAMED = /\bcdg_(?:[a-z_]+\*|[a-z_]+\b)/g;

/** Faults for what a document calls a metric of the gateway and is none. */
export function checkMetricNames({ codeLines }: Document, { source }: Workspace): readonly string[] {
  const names = metricsIn(source).flatMap(({ name, type }) => (type === 'histogram' ? inParts(name) : [name]));
  const isKnown = (name: string) =>
    name.endsWith('*') ? names.some((known) => known.startsWith(name.slice(0, -1))) : names.includes(name);
  return codeLines
    .flatMap((line) =>
      (line.match(NAMED) ?? []).map((name) => (line.includes('grep') ? `${name.replace('*', '')}*` : name)),
    )
    .filter((name) => !isKnown(name))
    .map((name) => `there is no metric ${name}`);
}

/** Faults for metrics that the catalogue has not, or not as the code has them. */
export function checkCatalogue({ listedMetrics }: Document, { source }: Workspace): readonly string[] {
  const listed = new Map(listedMetrics.map((metric) => [metric.name, metric]));
  return metricsIn(source).flatMap((metric) => {
    const found = listed.get(metric.name);
    if (found === undefined) return [`the metric ${metric.name} is not listed`];
    if (found.type !== metric.type) return [`the metric ${metric.name} is a ${metric.type}`];
    const labels = metric.labels.join(', ');
    return found.labels.join(', ') === labels ? [] : [`the metric ${metric.name} has the labels: ${labels || 'none'}`];
  });
}

/** What Prometheus makes of a histogram. */
function inParts(histogram: string): string[] {
  return ['', '_bucket', '_count', '_sum'].map((part) => histogram + part);
}

function metricsIn(source: string): readonly ListedMetric[] {
  return [...source.matchAll(DECLARED)].map(([, type = '', name = '', labels = '']) => ({
    name,
    type: type.toLowerCase(),
    labels: [...labels.matchAll(/'(\w+)'/g)].map(([, label]) => label ?? ''),
  }));
}
