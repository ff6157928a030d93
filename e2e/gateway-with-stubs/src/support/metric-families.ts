import parse from 'parse-prometheus-text-format';
import { z } from 'zod';

const labels = z.record(z.string(), z.string()).default({});
const familySchema = z.object({
  name: z.string(),
  type: z.string(),
  metrics: z.array(z.looseObject({ labels })),
});

export type MetricFamily = z.output<typeof familySchema>;

/** The metrics of a page, parsed as Prometheus would. The samples of a histogram are its counts. */
export function metricFamilies(page: string): readonly MetricFamily[] {
  const families = familiesOf(page);
  // The parser takes the labels of histograms away, unless it does not know that they are some.
  const series = familiesOf(page.replace(/^# TYPE .*\n/gm, ''));
  const countsOf = (histogram: string) =>
    series.filter(({ name }) => name === `${histogram}_count`).flatMap(({ metrics }) => metrics);
  return families.map((family) => (isHistogram(family) ? { ...family, metrics: countsOf(family.name) } : family));
}

/** The names under which a metric can be asked for. */
export function seriesOf({ name, type }: Pick<MetricFamily, 'name' | 'type'>): readonly string[] {
  return isHistogram({ type }) ? ['_bucket', '_count', '_sum'].map((part) => name + part) : [name];
}

function familiesOf(page: string): readonly MetricFamily[] {
  return z.array(familySchema).parse(parse(page));
}

function isHistogram({ type }: Pick<MetricFamily, 'type'>): boolean {
  return type.toLowerCase() === 'histogram';
}
