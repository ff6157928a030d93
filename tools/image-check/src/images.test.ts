import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { workspaceRoot } from '@cdg/child-processes';
import { compose, ownImage } from './images.ts';
import { readCompose } from './read-compose.ts';

const { services, networks, volumes } = compose();
const all = Object.entries(services);
const ofOurs = all.flatMap(([name, service]) => {
  const image = ownImage(service);
  return image === undefined ? [] : [{ name, service, image }];
});
const EXACT_TAG = /^[\w./-]+:v?\d+\.\d+\.\d+(-[\w.-]+)?(@sha256:[0-9a-f]{64})?$/;
const README = readFileSync(join(workspaceRoot, 'README.md'), 'utf8');

describe('each image of ours', () => {
  test.each(ofOurs)('$name: is of an exact version of Node 24, and runs as a user by number', ({ image }) => {
    for (const base of image.bases) {
      expect(base).toMatch(EXACT_TAG);
      expect(base).toMatch(/^node:24\./);
    }
    expect(image.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  test.each(ofOurs)('$name: has the files that its CMD and HEALTHCHECK name, and checks without curl', ({ image }) => {
    const names = image.copied.flatMap(({ sources }) => sources.map((source) => source.split('/').at(-1)));
    for (const [program, file] of [image.command, image.healthCheck]) {
      expect(program).toBe('node');
      expect(names).toContain(file);
    }
  });

  test.each(ofOurs)('$name: copies what is kept in git, or built into dist', ({ image }) => {
    const kept = image.copied.flatMap(({ sources }) => sources).filter((source) => !source.includes('/dist/'));
    expect(kept.filter((source) => !existsSync(join(workspaceRoot, source)))).toEqual([]);
  });
});

describe('compose.yaml', () => {
  test.each(all)('%s: tells whether it is healthy, or ends by itself', (name, service) => {
    const isAwaited = all.some(([, { depends_on: on }]) => on[name]?.condition === 'service_completed_successfully');
    const isOneShot = service.restart === 'no' && isAwaited;
    const hasCheck = service.healthcheck !== undefined || (ownImage(service)?.healthCheck.length ?? 0) > 0;
    expect(isOneShot || hasCheck).toBe(true);
  });

  test.each(all)('%s: is in the one network, with nothing to write but its volumes', (_, service) => {
    expect(service.networks).toEqual(['gateway-local']);
    expect(service.read_only).toBe(true);
    expect(service.cap_drop).toEqual(['ALL']);
  });

  test.each(all)('%s: is of an exact version', (_, { image, build }) => {
    const bases = [...(build?.dockerfile_inline ?? '').matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    for (const base of build === undefined ? [image] : bases) expect(base).toMatch(EXACT_TAG);
  });

  test.each(all)('%s: is reached from this machine alone', (_, { ports }) => {
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  test.each(all)('%s: mounts what is there', (_, service) => {
    const sources = service.volumes.map((volume) => volume.split(':')[0] ?? '');
    const missing = sources.filter((source) =>
      source.startsWith('.') ? !existsSync(join(workspaceRoot, 'infrastructure', source)) : !(source in volumes),
    );
    expect(missing).toEqual([]);
  });

  test.each(all)('%s: waits for services that there are', (_, service) => {
    expect(Object.keys(service.depends_on).filter((other) => !(other in services))).toEqual([]);
  });

  test('has one network, by its name', () => {
    expect(networks).toEqual({ 'gateway-local': { name: 'gateway-local' } });
  });

  test.each(ofOurs)('$name: sets only variables that the README lists', ({ service }) => {
    const listed = new Set(
      [...README.matchAll(/`([A-Z][A-Z0-9_]+)(\[_FILE\])?`/g)].flatMap(([, name = '']) => [name, `${name}_FILE`]),
    );
    expect(Object.keys(service.environment).filter((name) => !listed.has(name))).toEqual([]);
  });
});

test('a service that waits without a condition is refused: it would start too soon', () => {
  const text = 'services: { a: { image: a, depends_on: { b: {} } } }\nnetworks: {}\nvolumes: {}';
  expect(() => readCompose(text)).toThrow();
});
