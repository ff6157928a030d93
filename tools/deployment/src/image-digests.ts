import { execFileSync } from 'node:child_process';
import { pinned } from './pinned.ts';

/** `npm run image:digests -- <repository> <tag> <image>...`: a line for each image, its name and its reference by digest. */
const [repository, tag, ...images] = process.argv.slice(2);
if (repository === undefined || tag === undefined || images.length === 0)
  throw new Error('usage: npm run image:digests -- <repository> <tag> <image>...');
for (const image of images) console.log(`${image}=${pinned(`${repository}/${image}`, tag, inspect)}`);

function inspect(reference: string): string {
  const args = ['buildx', 'imagetools', 'inspect', reference, '--format', '{{.Manifest.Digest}}'];
  return execFileSync('docker', args, { encoding: 'utf8', timeout: 60_000 });
}
