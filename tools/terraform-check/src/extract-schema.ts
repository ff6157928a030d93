import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AwsSchema, Block } from './aws-schema.ts';

/**
 * Writes aws-schema.json anew, from the type declarations that CDK for Terraform was given of the AWS provider:
 *
 * npm pack @cdktf/provider-aws@21.22.1, unpack it, then: node tools/terraform-check/src/extract-schema.ts <package folder>
 */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: extract-schema.ts <folder of the unpacked package>');

const infrastructure = join(import.meta.dirname, '../../../infrastructure');
const used = globSync('**/*.tf', { cwd: infrastructure }).flatMap((path) =>
  [...readFileSync(join(infrastructure, path), 'utf8').matchAll(/^(resource|data) "aws_(\w+)"/gm)].map(
    ([, kind, name = '']) => (kind === 'data' ? `data_aws_${name}` : `aws_${name}`),
  ),
);
let provider = '';
const types = Object.fromEntries([...new Set(used)].sort().map((type) => [type, extract(type)]));
const schema: AwsSchema = { provider, types };
writeFileSync(join(import.meta.dirname, '../aws-schema.json'), `${JSON.stringify(schema)}\n`);

function extract(type: string): Block {
  const name = type.replace(/^aws_/, '').replaceAll('_', '-');
  const file = join(folder ?? '', 'lib', name, 'index.d.ts');
  const text = readFileSync(file, 'utf8');
  provider ||= /providers\/hashicorp\/aws\/([\d.]+)\//.exec(text)?.[1] ?? '';
  const config = /export interface (\w+Config) extends/.exec(text)?.[1] ?? '';
  return blockOf(config, text);
}

function blockOf(name: string, text: string): Block {
  const [, body = ''] =
    new RegExp(`export interface ${name} (?:extends [\\w.]+ )?\\{([\\s\\S]*?)\\n\\}`).exec(text) ?? [];
  const members = [...body.matchAll(/#(\w+)\}[\s\S]*?readonly \w+(\??): ([^;]+);/g)].map(
    ([, argument = '', optional = '', typeName = '']) => ({
      argument,
      isRequired: optional === '',
      nested: /^[A-Z]\w+/.exec(typeName)?.[0],
    }),
  );
  return {
    required: members.filter(({ isRequired }) => isRequired).map(({ argument }) => argument),
    optional: members.filter(({ isRequired }) => !isRequired).map(({ argument }) => argument),
    blocks: Object.fromEntries(
      members.flatMap(({ argument, nested }) =>
        nested !== undefined && text.includes(`export interface ${nested} `) ? [[argument, blockOf(nested, text)]] : [],
      ),
    ),
  };
}
