import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { billOfMaterials, schemaFaults } from './bill-of-materials.ts';
import { productionPackages } from './production-packages.ts';

/** `npm run sbom`: one bill of materials for each application, in reports/sbom. */
const APPS = ['gateway', 'pds-stub', 'sds-stub', 'provider-stub'];
const folder = join(workspaceRoot, 'reports/sbom');
const lock: unknown = JSON.parse(await readFile(join(workspaceRoot, 'package-lock.json'), 'utf8'));

await mkdir(folder, { recursive: true });
for (const app of APPS) {
  const packages = productionPackages(lock, `apps/${app}`);
  const document = billOfMaterials(packages);
  const faults = await schemaFaults(document);
  if (faults !== undefined) throw new Error(`not CycloneDX 1.6: ${JSON.stringify(faults)}`);
  await writeFile(join(folder, `${app}.cdx.json`), document);
  console.log(`reports/sbom/${app}.cdx.json: ${packages.size - 1} components, valid CycloneDX 1.6`);
}
