import { parser } from '@prometheus-io/lezer-promql';

/** What a PromQL expression asks for. */
export interface Query {
  readonly isValid: boolean;
  /** Its metrics, each with the labels that it is selected by. */
  readonly selected: readonly { readonly metric: string; readonly labels: readonly string[] }[];
  readonly groupedBy: readonly string[];
}

/** Reads a PromQL expression with Prometheus' own grammar. */
export function readQuery(expression: string): Query {
  // Grafana puts the duration in; to the grammar one is as good as another.
  const text = expression.replaceAll('$__rate_interval', '5m');
  const selected: { metric: string; labels: string[] }[] = [];
  const groupedBy: string[] = [];
  let isValid = true;
  let selectorEnd = 0;
  parser.parse(text).iterate({
    enter: ({ type, name, from, to }) => {
      if (type.isError) isValid = false;
      if (name === 'VectorSelector') {
        selectorEnd = to;
        selected.push({ metric: /^[\w:]*/.exec(text.slice(from, to))?.[0] ?? '', labels: [] });
      }
      if (name === 'LabelName') (to <= selectorEnd ? selected.at(-1)?.labels : groupedBy)?.push(text.slice(from, to));
    },
  });
  return { isValid, selected, groupedBy };
}
