import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { readCompose, type Service } from './read-compose.ts';
import { readImage, type Image } from './read-image.ts';

const INFRASTRUCTURE = join(workspaceRoot, 'infrastructure');

export const compose = () => readCompose(readFileSync(join(INFRASTRUCTURE, 'compose.yaml'), 'utf8'));

/** The image that a service of the compose file is built from; undefined for one of somebody else's. */
export function ownImage({ build }: Service): Image | undefined {
  if (build?.dockerfile === undefined) return undefined;
  return readImage(readFileSync(join(INFRASTRUCTURE, build.context ?? '.', build.dockerfile), 'utf8'), build.args);
}
