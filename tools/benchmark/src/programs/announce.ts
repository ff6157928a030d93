import type { Server } from 'node:http';

/** Listens on any free port, says where, and ends with the process that started this one. */
export function announce(server: Server): void {
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no TCP port');
    process.send?.({ type: 'listening', urls: { gateway: `http://127.0.0.1:${address.port}` } });
  });
  process.once('disconnect', () => process.exit());
  process.once('SIGTERM', () => process.exit());
}
