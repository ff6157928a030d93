export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly colour: string;
}

export interface BarGroup {
  readonly title: string;
  readonly bars: readonly Bar[];
}

const WIDTH = 720;
const LABEL_WIDTH = 110;
const BAR_HEIGHT = 18;
const GROUP_GAP = 34;
const TOP = 44;
const VALUE_WIDTH = 90;

/** Horizontal bars in groups, as an SVG picture. Each group has a scale of its own: what is compared stands together. */
export function barChart(title: string, groups: readonly BarGroup[]): string {
  let y = TOP;
  const parts: string[] = [];
  for (const group of groups) {
    parts.push(text({ x: 12, y: y + 4, weight: 600 }, group.title));
    const most = Math.max(...group.bars.map(({ value }) => value));
    for (const bar of group.bars) {
      y += BAR_HEIGHT + 4;
      parts.push(...drawBar(bar, y, bar.value / most));
    }
    y += GROUP_GAP;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" font-family="sans-serif" font-size="13">`,
    `<rect width="${WIDTH}" height="${y}" fill="#ffffff"/>`,
    text({ x: 12, y: 22, weight: 700 }, title),
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function drawBar({ label, value, colour }: Bar, y: number, share: number): string[] {
  const width = Math.max(1, Math.round(share * (WIDTH - LABEL_WIDTH - VALUE_WIDTH)));
  return [
    text({ x: 24, y }, label),
    `<rect x="${LABEL_WIDTH}" y="${y - BAR_HEIGHT + 5}" width="${width}" height="${BAR_HEIGHT}" fill="${colour}"/>`,
    text({ x: LABEL_WIDTH + width + 6, y }, Math.round(value).toLocaleString('en-GB')),
  ];
}

function text({ x, y, weight = 400 }: { x: number; y: number; weight?: number }, content: string): string {
  return `<text x="${x}" y="${y}" font-weight="${weight}" fill="#222222">${escapeXml(content)}</text>`;
}

function escapeXml(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
