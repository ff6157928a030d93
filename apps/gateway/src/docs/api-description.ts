import { readFileSync } from 'node:fs';
import { MEDIA_TYPES } from '@cdg/fhir';
import { sendBytes } from '@cdg/http-server';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Route } from '../dispatch.ts';
import { findAsset } from './find-asset.ts';

const descriptionSchema = z.looseObject({ openapi: z.string(), servers: z.array(z.unknown()) });

/** Reads `openapi.yaml`. Served, its one server is whatever serves it: a page on any host and port can send requests. */
export function readApiDescription(): Readonly<Record<string, unknown>> {
  const description = descriptionSchema.parse(parse(readFileSync(findAsset('openapi.yaml'), 'utf8')));
  return { ...description, servers: [{ url: '/', description: 'This gateway' }] };
}

/** Answers `GET /openapi.json` with the API description, read when it is first asked for: most gateways never are, and it costs 30 MB. */
export function createApiDescription(): Route['answer'] {
  let body: string | undefined;
  return ({ res }) => {
    body ??= JSON.stringify(readApiDescription());
    sendBytes(res, { status: 200, contentType: MEDIA_TYPES.json, body });
  };
}
