import { describe, expect, test } from '@jest/globals';
import { readImage } from './read-image.ts';

const DOCKERFILE = `
ARG NODE_IMAGE=node:24.1.2-slim
FROM \${NODE_IMAGE} AS build
ENV NOT_MINE=1
COPY . .
FROM \${NODE_IMAGE}
ARG APP=none
ENV PORT=5000 \\
    NAME="\${APP}"
WORKDIR /app
COPY images/package.json ./
COPY --from=build /workspace/apps/\${APP}/dist ./dist
USER 1000:1000
EXPOSE 5000
HEALTHCHECK --interval=5s CMD ["node", "health.mjs"]
CMD ["node", "main.js"]
`;

describe('readImage', () => {
  test('tells what the last stage holds and runs, with build arguments over their defaults', () => {
    expect(readImage(DOCKERFILE, { APP: 'gateway' })).toEqual({
      bases: ['node:24.1.2-slim', 'node:24.1.2-slim'],
      copied: [
        { sources: ['images/package.json'], target: '/app/' },
        { sources: ['apps/gateway/dist'], target: '/app/dist' },
      ],
      environment: { PORT: '5000', NAME: 'gateway' },
      folder: '/app',
      user: '1000:1000',
      command: ['node', 'main.js'],
      healthCheck: ['node', 'health.mjs'],
      ports: ['5000'],
    });
    expect(readImage(DOCKERFILE).environment.NAME).toBe('none');
  });

  test.each([
    ['a command for a shell', ['CMD ["node", "main.js"]', 'CMD node main.js'], 'there is no CMD as a list'],
    ['no health check', ['HEALTHCHECK --interval=5s CMD ["node", "health.mjs"]', ''], 'there is no CMD or HEALTHCHECK'],
    ['ADD, which may fetch', ['COPY images', 'ADD images'], 'ADD is not read'],
    ['files of the build from elsewhere', ['/workspace/apps', '/etc/apps'], 'COPY takes /etc/apps'],
  ])('refuses %s', (_, [text = '', other = ''], message) => {
    expect(() => readImage(DOCKERFILE.replace(text, other))).toThrow(message);
  });
});
