import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { parse } from 'yaml';
import { readProxyTemplate } from './proxy-template.ts';

export const APIM = join(workspaceRoot, 'infrastructure/apim');

export const proxyTemplate = () => readProxyTemplate(readFileSync(join(APIM, 'proxy.yaml'), 'utf8'));

export function gatewayDescription(): unknown {
  return parse(readFileSync(join(workspaceRoot, 'apps/gateway/openapi.yaml'), 'utf8'));
}
