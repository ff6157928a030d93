/** For Nx as a child process: plain output, and no helper processes that could outlive it when it is stopped early. */
export const NX_ENVIRONMENT = { NX_TUI: 'false', NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false' } as const;
