import { readFileSync } from 'node:fs';
import { sendBytes } from '@cdg/http-server';
import type { Route } from '../dispatch.ts';
import { findAsset } from './find-asset.ts';

/** Everything comes from this gateway; Swagger UI's pictures are data URLs in its style sheet. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

interface PageFile {
  readonly asset: string;
  readonly contentType: string;
}

const FILES: Readonly<Record<string, PageFile>> = {
  '/docs': { asset: 'docs/index.html', contentType: 'text/html; charset=utf-8' },
  '/docs/start.js': { asset: 'docs/start.js', contentType: 'text/javascript; charset=utf-8' },
  '/docs/swagger-ui.css': { asset: 'docs/swagger-ui.css', contentType: 'text/css; charset=utf-8' },
  '/docs/swagger-ui-bundle.js': { asset: 'docs/swagger-ui-bundle.js', contentType: 'text/javascript; charset=utf-8' },
};

/** The page that renders the API description, and the files it needs: an answer for each path, read once. */
export function createDocsPage(): ReadonlyMap<string, Route['answer']> {
  return new Map(Object.entries(FILES).map(([path, file]) => [path, serve(file)]));
}

function serve({ asset, contentType }: PageFile): Route['answer'] {
  const body = readFileSync(findAsset(asset));
  return ({ res }) => {
    sendBytes(res, {
      status: 200,
      contentType,
      headers: { 'Content-Security-Policy': CONTENT_SECURITY_POLICY, 'Referrer-Policy': 'no-referrer' },
      body,
    });
  };
}
