import type { RequestHandler } from 'express';

/** Both ids come back on every answer, errors included and even when they are malformed; an empty one does not. */
export const mirrorRequestIds: RequestHandler = (req, res, next) => {
  for (const name of ['X-Request-ID', 'X-Correlation-ID']) {
    const given = req.get(name);
    if (given) res.setHeader(name, given);
  }
  next();
};
