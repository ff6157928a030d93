import type { Chart } from '../entries/chart.ts';
import { childhood } from './01-childhood.ts';
import { beforeTheChildren } from './02-before-the-children.ts';
import { nia } from './03-nia.ts';
import { registeringAtLarkfield } from './04-moving-to-netherby.ts';
import { tomos } from './05-tomos.ts';
import { afterTomos } from './06-after-tomos.ts';
import { heavyPeriods } from './07-heavy-periods.ts';
import { bloodPressureRises } from './08-blood-pressure.ts';
import { diabetes } from './09-diabetes.ts';
import { recordDiabeticReview } from './10-diabetic-review.ts';
import { reviewsFrom2020 } from './10-diabetic-reviews-from-2020.ts';
import { REVIEWS_TO_2019 } from './10-diabetic-reviews-to-2019.ts';
import { oldKnee } from './11-old-knee.ts';
import { newKnee } from './12-new-knee.ts';
import { gallbladder } from './13-gallbladder.ts';
import { vaccinationsAsAnAdult } from './14-vaccinations.ts';
import { pandemicYears } from './15-pandemic.ts';
import { changeOfLife } from './16-change-of-life.ts';
import { theYearBefore } from './17-the-year-before.ts';
import { thisSeason } from './18-this-season.ts';

/** The life of Alice Jones as her practice wrote it down (README, "Alice's story"). */
export function writeAliceJones(chart: Chart): void {
  childhood(chart);
  beforeTheChildren(chart);
  nia(chart);
  registeringAtLarkfield(chart);
  tomos(chart);
  afterTomos(chart);
  heavyPeriods(chart);
  bloodPressureRises(chart);
  oldKnee(chart);
  diabetes(chart);
  for (const review of [...REVIEWS_TO_2019, ...reviewsFrom2020(chart)]) recordDiabeticReview(chart, review);
  gallbladder(chart);
  pandemicYears(chart);
  changeOfLife(chart);
  newKnee(chart);
  vaccinationsAsAnAdult(chart);
  theYearBefore(chart);
  thisSeason(chart);
}
