import { formatFiles, type Tree } from '@nx/devkit';
import { brunoRequest } from '../bruno-request.ts';
import { insertInto, makeFile } from '../insert-into.ts';
import { kebab, words } from '../names.ts';
import { operationDescription } from './operation-description.ts';
import { requestRules, requestRulesTest } from './request-rules.ts';

export interface NewInteraction {
  readonly name: string;
  readonly operation?: string;
  readonly id?: string;
}

const GATEWAY = 'apps/gateway/src';
const CATALOGUE = 'libs/gp-connect/src/interactions';
const PREFIX = 'urn:nhs:names:services:gpconnect:';
const WRONG_CHECK_DIGIT = '9999999998';

/**
 * Adds an operation of GP Connect: its row in the catalogue, the rules of its request with their test, its route, its
 * place in the API description and a Bruno request. It is read as `$gpc.getstructuredrecord` is until somebody says otherwise.
 */
export default async function newInteraction(tree: Tree, { name, ...given }: NewInteraction): Promise<void> {
  const operation = given.operation ?? `gpc.${name.toLowerCase()}`;
  const id = given.id ?? `${PREFIX}fhir:operation:${operation}-1`;
  const file = kebab(name);
  addToCatalogue(tree, { name, operation, id });
  makeFile(tree, `${GATEWAY}/requests/${file}.ts`, requestRules(name, operation));
  makeFile(tree, `${GATEWAY}/requests/${file}.test.ts`, requestRulesTest(name, operation));
  addRoute(tree, name, operation);
  insertInto(tree, {
    file: 'apps/gateway/openapi.yaml',
    before: '  /health:\n',
    text: operationDescription(name, operation),
  });
  addBrunoFolder(tree, name, operation);
  await formatFiles(tree);
}

function addToCatalogue(tree: Tree, { name, operation, id }: Required<NewInteraction>): void {
  insertInto(tree, {
    file: `${CATALOGUE}.ts`,
    before: '} as const satisfies Record<string, Interaction>;',
    text: `  ${name}: {
    id: '${id}',
    method: 'POST',
    path: 'Patient/$${operation}',
    fhirVersion: 'STU3',
    scope: 'patient/*.read',
  },
`,
  });
  insertInto(tree, {
    file: `${CATALOGUE}.test.ts`,
    before: `  test('have ids of their own, though paths repeat'`,
    text: `  test('${name} has the id and path it was registered with', () => {
    const { id, path } = INTERACTIONS.${name};
    expect([id, path]).toEqual(['${id}', 'Patient/$${operation}']);
  });

`,
  });
}

function addRoute(tree: Tree, name: string, operation: string): void {
  const file = `${GATEWAY}/routes.ts`;
  insertInto(tree, {
    file,
    before: '\n/** Public path -> interaction',
    text: `import { ${name} } from './requests/${kebab(name)}.ts';\n`,
  });
  insertInto(tree, {
    file,
    before: '};',
    text: `  '/patient/$${operation}': ${name},\n  '/Patient/$${operation}': ${name},\n`,
  });
}

function addBrunoFolder(tree: Tree, name: string, operation: string): void {
  const folder = `bruno/gateway/${kebab(name)}`;
  const seq =
    tree.children('bruno/gateway').filter((child) => tree.exists(`bruno/gateway/${child}/folder.yml`)).length + 1;
  const content = `What the gateway answers to $${operation}.`;
  makeFile(
    tree,
    `${folder}/folder.yml`,
    `info:\n  name: ${kebab(name)}\n  type: folder\n  seq: ${seq}\n\ndocs:\n  content: ${content}\n  type: text/markdown\n`,
  );
  makeFile(
    tree,
    `${folder}/a-wrong-check-digit.yml`,
    brunoRequest({
      name: `${words(name)}: a wrong check digit`,
      seq: 1,
      path: `/patient/$${operation}`,
      nhsNumber: WRONG_CHECK_DIGIT,
      assertions: [
        ['res.status', '400'],
        ['res.body.issue[0].details.coding[0].code', 'INVALID_NHS_NUMBER'],
      ],
      docs: 'The request is read by its rules. Add one for a record once a stub serves the interaction.',
    }),
  );
}
