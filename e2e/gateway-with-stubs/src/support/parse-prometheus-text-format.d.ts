declare module 'parse-prometheus-text-format' {
  /** Parses Prometheus' text format. What it gives is for a schema to judge. */
  export default function parse(page: string): unknown;
}
