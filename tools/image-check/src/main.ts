import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { foreignSources } from './bundle-contents.ts';
import { runFleet } from './run-fleet.ts';

/**
 * `npm run image:check`: what an image has to be, checked without a container engine. The gateway's bundle holds nothing
 * but what it needs to run; the files that the Dockerfiles copy are enough to run the fleet of the compose file.
 */
const project = 'apps/gateway';
const readJson = async (path: string): Promise<unknown> =>
  JSON.parse(await readFile(join(workspaceRoot, path), 'utf8'));

const foreign = foreignSources({
  project,
  sourceMap: await readJson(`${project}/dist/main.js.map`),
  packageLock: await readJson('package-lock.json'),
});
if (foreign.length > 0) {
  console.error(`The gateway's bundle holds what it does not need to run:\n  ${foreign.join('\n  ')}`);
  process.exitCode = 1;
} else {
  console.log('the gateway: its bundle holds nothing but what it needs to run');
  try {
    await runFleet((line) => {
      console.log(line);
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
