import { bundleApp } from './bundle-app.ts';
import { copyAssets } from './copy-assets.ts';

/** Builds one app: its bundle, and its assets beside it. Usage: `node tools/build/src/main.ts apps/gateway`. */
const [project] = process.argv.slice(2);
if (project === undefined) throw new Error('usage: node tools/build/src/main.ts <project folder>');

await bundleApp(project);
await copyAssets(project);
console.log(`built ${project}`);
