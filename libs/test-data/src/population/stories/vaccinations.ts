import { INTRAMUSCULAR, NOT_GIVEN, SITES, VACCINATIONS, VACCINES } from '../../records/codes/vaccines.ts';
import { daysAfter } from '../../records/dates.ts';
import { vaccinate } from '../../records/entries/immunisation.ts';
import { recordOutsideConsultation, type Entry } from '../../records/entries/visit.ts';
import { ageOf, aNurse, dayAgo, openDay, type Life } from './life.ts';

/** Days after birth on which children are vaccinated. */
const OF_CHILDREN = [
  [56, VACCINATIONS.tripleFirst],
  [84, VACCINATIONS.tripleSecond],
  [112, VACCINATIONS.tripleThird],
  [395, VACCINATIONS.measles],
] as const;

const COVID_CAMPAIGN = { first: '2021-03-16', second: '2021-06-08' };

/** Children's vaccinations, COVID-19 for those who were grown up by then, influenza and pneumococcal for the old. */
export function isVaccinated(life: Life): void {
  const age = ageOf(life);
  if (age < 18) childhood(life);
  else if (life.facts.birthDate < '2003-01-01') covid(life);
  if (age >= 65) oldAge(life);
}

function childhood(life: Life): void {
  for (const [days, procedure] of OF_CHILDREN) {
    const date = openDay(life, daysAfter(life.facts.birthDate, days));
    if (date <= life.lastDay) give(life, date, [dose(life, { procedure })]);
  }
}

function covid(life: Life): void {
  if (life.random.chance(0.15) || life.lastDay < COVID_CAMPAIGN.second) return;
  const vaccine = life.random.pick([VACCINES.comirnaty, VACCINES.spikevax]);
  give(life, COVID_CAMPAIGN.first, [dose(life, { procedure: VACCINATIONS.covidFirst, vaccine })]);
  give(life, COVID_CAMPAIGN.second, [dose(life, { procedure: VACCINATIONS.covidSecond, vaccine })]);
}

function oldAge(life: Life): void {
  const { random } = life;
  const autumn = dayAgo(life, 30, 400);
  if (random.chance(0.12)) {
    give(life, autumn, [vaccinate({ procedure: VACCINATIONS.influenza, notGiven: NOT_GIVEN.noConsent })]);
    return;
  }
  const pneumococcal = random.chance(0.5) ? [dose(life, { procedure: VACCINATIONS.pneumococcal })] : [];
  give(life, autumn, [dose(life, { procedure: VACCINATIONS.influenza }), ...pneumococcal]);
}

function dose(life: Life, what: Pick<Parameters<typeof vaccinate>[0], 'procedure' | 'vaccine'>): Entry {
  const { random } = life;
  return vaccinate({
    ...what,
    batch: `${random.pick(['AB', 'FX', 'PW', 'V3'])}${random.whole(1000, 9999)}`,
    site: random.pick([SITES.leftArm, SITES.rightArm]),
    route: INTRAMUSCULAR,
    millilitres: 0.5,
  });
}

function give(life: Life, date: string, entries: readonly Entry[]): void {
  recordOutsideConsultation({ chart: life.chart, date, clinician: aNurse(life) }, entries);
}
