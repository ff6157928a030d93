import { formatFiles, type Tree } from '@nx/devkit';
import { brunoRequest } from '../bruno-request.ts';
import { insertInto, makeFile } from '../insert-into.ts';
import { constant, kebab, words } from '../names.ts';
import { expectedOf, type Fault } from './expected-of.ts';
import { freeNhsNumber } from './free-nhs-number.ts';
import { personFacts } from './person-facts.ts';

export interface NewStubScenario {
  readonly name: string;
  readonly family: string;
  readonly fault?: Fault;
  readonly nhsNumber?: string;
}

const DATA = 'libs/test-data/src';
const SCENARIOS = `${DATA}/scenarios.ts`;
const BRUNO = 'bruno/gateway/scenarios';

/** Adds a synthetic patient: number, person, record with or without a fault, and a Bruno request that says what must happen. */
export default async function newStubScenario(
  tree: Tree,
  { name, family, fault = 'none', ...given }: NewStubScenario,
): Promise<void> {
  const known = [SCENARIOS, `${DATA}/people/html-patients.ts`].map((file) => tree.read(file, 'utf8') ?? '');
  const nhsNumber = given.nhsNumber ?? freeNhsNumber(known);
  if (known.some((text) => text.includes(nhsNumber))) throw new Error(`${nhsNumber} is somebody's already`);
  insertInto(tree, { file: SCENARIOS, before: "  neverExists: '", text: `  ${name}: '${nhsNumber}',\n` });
  addPerson(tree, name, family);
  insertInto(tree, {
    file: `${DATA}/records/scenarios/scenario-plans.ts`,
    before: '  ...htmlPlans(today),\n',
    text: plan(name, family, fault),
  });
  addBrunoRequest(tree, { name, fault, nhsNumber });
  await formatFiles(tree);
}

function addPerson(tree: Tree, name: string, family: string): void {
  const people = `${DATA}/people/create-people.ts`;
  makeFile(tree, `${DATA}/people/${kebab(name)}-facts.ts`, personFacts(name, family));
  insertInto(tree, {
    file: people,
    before: "import { CONFORMANCE_FACTS } from './conformance-facts.ts';",
    text: `import { ${constant(name)}_FACTS } from './${kebab(name)}-facts.ts';\n`,
  });
  insertInto(tree, { file: people, before: '  ...HTML_FACTS,\n];', text: `  ${constant(name)}_FACTS,\n` });
}

function plan(name: string, family: string, fault: Fault): string {
  const slug = family.toLowerCase();
  const circumstances = fault === 'none' ? '' : `    circumstances: { fault: { kind: '${fault}' } },\n`;
  return `  {
    nhsNumber: SCENARIO_PATIENTS.${name},
    slug: '${slug}',
    ...wrote(NEWCOMER),
${circumstances}  },
`;
}

function addBrunoRequest(
  tree: Tree,
  { name, fault, nhsNumber }: { name: string; fault: Fault; nhsNumber: string },
): void {
  const file = `${BRUNO}/${kebab(name)}.yml`;
  const request = {
    name,
    seq: tree.children(BRUNO).length,
    path: '/patient/$gpc.getstructuredrecord',
    nhsNumber,
    assertions: expectedOf(fault),
    docs: `A patient of practice A12345: ${words(name)}.`,
  };
  makeFile(tree, file, brunoRequest(request));
}
