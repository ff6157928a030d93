import type { AwsSchema, Block } from './aws-schema.ts';
import type { Body, Module, Resource } from './read-module.ts';

/** What Terraform itself takes in every resource. */
const META = ['count', 'for_each', 'depends_on', 'lifecycle', 'provider', 'dynamic'];

/** Arguments and blocks that the provider does not know, and those that it asks for and does not get. */
export function checkResources({ path, resources }: Module, { types }: AwsSchema): readonly string[] {
  return resources.flatMap((resource) => {
    const { type, name, body } = resource;
    if (!/^(data_)?aws_/.test(type)) return [];
    const schema = types[type];
    const where = `${path}: ${type}.${name}`;
    return schema === undefined ? [`${where}: aws-schema.json does not hold its type`] : checkBody(body, schema, where);
  });
}

function checkBody(body: Body, schema: Block, where: string): readonly string[] {
  const dynamic = dynamicBlocks(body);
  const given = [...Object.keys(body).filter((name) => !META.includes(name)), ...Object.keys(dynamic)];
  const known = [...schema.required, ...schema.optional];
  return [
    ...given.filter((name) => !known.includes(name)).map((name) => `${where} does not take ${name}`),
    ...schema.required.filter((name) => !given.includes(name)).map((name) => `${where} lacks ${name}`),
    ...Object.entries(schema.blocks).flatMap(([name, inner]) =>
      [...bodiesIn(body[name]), ...(dynamic[name] ?? [])].flatMap((one) => checkBody(one, inner, `${where} ${name}`)),
    ),
  ];
}

function dynamicBlocks({ dynamic }: Body): Readonly<Record<string, readonly Body[]>> {
  if (!isBody(dynamic)) return {};
  return Object.fromEntries(
    Object.entries(dynamic).map(([name, blocks]) => [
      name,
      bodiesIn(blocks).flatMap(({ content }) => bodiesIn(content)),
    ]),
  );
}

export function bodiesIn(value: unknown): readonly Body[] {
  return Array.isArray(value) ? value.filter(isBody) : [];
}

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Resources of a type, of all modules. */
export function resourcesOf(modules: readonly Module[], type: string): readonly (Resource & { where: string })[] {
  return modules.flatMap(({ path, resources }) =>
    resources
      .filter((resource) => resource.type === type)
      .map((resource) => ({ ...resource, where: `${path}: ${type}.${resource.name}` })),
  );
}
