import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createPopulation } from '@cdg/test-data';
import { describePopulation } from './describe-population.ts';
import { readArguments, UsageError } from './read-arguments.ts';

/** `npm run population`: writes the file from which the stubs derive a population, and says who is in it. */
try {
  const { plan, file } = readArguments(process.argv.slice(2), new Date());
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(plan, null, 2)}\n`);
  console.log(describePopulation(createPopulation(plan)));
  console.log(`\nThe stubs derive all of it from ${file}:\n  POPULATION_FILE=${file} npm start`);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
