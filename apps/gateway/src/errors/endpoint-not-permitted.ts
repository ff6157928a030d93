import { CallError } from './call-error.ts';

/** The address that SDS gave may not be called: its scheme, its host, or what the host's name stands for. */
export function endpointNotPermitted(cause?: unknown): CallError {
  return new CallError('notTrusted', 'Provider endpoint is not permitted', { cause, guard: 'endpoint' });
}
