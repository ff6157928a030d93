/** Header names every GP Connect call carries. Source: GP Connect 1.6.2, Spine Secure Proxy headers. */
export const SSP_HEADERS = {
  traceId: 'Ssp-TraceID',
  from: 'Ssp-From',
  to: 'Ssp-To',
  interactionId: 'Ssp-InteractionID',
} as const;
