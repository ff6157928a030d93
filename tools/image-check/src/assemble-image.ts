import { chmod, cp, mkdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Image } from './read-image.ts';

/**
 * Puts the files of an image where its COPY instructions do, under `root`, and nothing else.
 *
 * @throws when one that is to be copied is not there
 */
export async function assembleImage(image: Image, { workspace, root }: { workspace: string; root: string }) {
  await mkdir(join(root, image.folder), { recursive: true });
  for (const { sources, target } of image.copied) {
    for (const source of sources) {
      const from = join(workspace, source);
      const isFolder = (await stat(from)).isDirectory();
      // As COPY does: a folder's content goes into the target, a file keeps its name where the target ends with a slash.
      const to = join(root, target, !isFolder && /(^|\/)\.?\/?$/.test(target) ? basename(source) : '');
      await cp(from, to, { recursive: true });
    }
  }
  await chmod(root, 0o755);
}
