export { abortOnSignals } from './abort-on-signals.ts';
export { letGo } from './let-go.ts';
export { NX_ENVIRONMENT } from './nx-environment.ts';
export { runCommand, type Command } from './run-command.ts';
export { hasEnded, stopChild, type StopOptions } from './stop-child.ts';
export { workspaceRoot } from './workspace-root.ts';
