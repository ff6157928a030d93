export { abortOnSignals } from './abort-on-signals.ts';
export { FleetError } from './fleet-error.ts';
export { runCommand, type Command } from './run-command.ts';
export { startFleet, type FleetOptions } from './start-fleet.ts';
export { type Fleet } from './start-members.ts';
export { workspaceRoot } from './workspace-root.ts';
