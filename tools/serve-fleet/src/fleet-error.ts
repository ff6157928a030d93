/** The fleet or a command cannot go on, for a reason that the person at the terminal can act on; its message says it all. */
export class FleetError extends Error {
  override readonly name = 'FleetError';
}
