import { expect, test } from '@jest/globals';
import { createExpressApp, createLogger, listen } from '@cdg/http-server';
import { createRenderFault } from './render-fault.ts';

test('what the stub did not foresee is Spine’s failure as the proxy shows it, and tells nothing', async () => {
  const app = createExpressApp();
  app.get('/', () => {
    throw new TypeError('9999999999 is not iterable');
  });
  app.use(createRenderFault({ logger: createLogger({ service: 'test', level: 'silent' }), newId: () => 'rrt-7' }));
  const running = await listen(app, { host: '127.0.0.1', port: 0 });
  const answer = await fetch(running.url);
  const text = await answer.text();
  await running.close(0);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([500, 'application/json']);
  expect(text).toMatch(/"UNKNOWN_ERROR","display":"Unknown Error".*\(Message ID: rrt-7\)/);
  expect(text).not.toContain('9999999999');
});
