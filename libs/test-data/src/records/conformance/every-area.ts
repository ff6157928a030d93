import type { Chart } from '../entries/chart.ts';
import { hypertensionIsFound, theFirstYear } from './every-area-first-year.ts';
import { theLastThreeVisits, theYearsBetween } from './every-area-later.ts';

/** A record with something in every clinical area, and problems related to all of it. It begins on 1 May 2015. */
export function writeEveryArea(chart: Chart): void {
  hypertensionIsFound(chart);
  theFirstYear(chart);
  theYearsBetween(chart);
  theLastThreeVisits(chart);
}
