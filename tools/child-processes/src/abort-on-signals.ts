/**
 * A signal that aborts at Ctrl-C, SIGTERM or when the terminal goes. The process then ends when its work has been undone;
 * asking again changes nothing, so that an impatient second Ctrl-C leaves no child behind.
 */
export function abortOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      controller.abort(name);
    });
  }
  return controller.signal;
}
