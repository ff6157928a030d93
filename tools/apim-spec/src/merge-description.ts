import { z } from 'zod';
import type { ProxyTemplate } from './proxy-template.ts';
import { withoutUnused } from './without-unused.ts';

const reference = z.looseObject({ $ref: z.string() });
const operation = z.looseObject({
  tags: z.array(z.string()),
  parameters: z.array(reference).optional(),
  security: z.unknown().optional(),
});
const descriptionSchema = z.looseObject({
  openapi: z.string(),
  tags: z.array(z.looseObject({ name: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({ parameters: z.record(z.string(), z.looseObject({ name: z.string() })) }),
});
type Operation = z.output<typeof operation>;
type Description = z.output<typeof descriptionSchema>;

/** The gateway's own pages: the platform has its own. */
const NOT_PUBLISHED = 'Service';

/**
 * The gateway's description as the API platform publishes it in one of its environments, with what its proxy has to do
 * (`x-nhsd-apim`): the platform's address and sign-in, without the gateway's own pages, and without the headers that the
 * proxy alone may set.
 *
 * @throws Error when the template has no such environment
 */
export function mergeDescription(description: unknown, template: ProxyTemplate, environment: string) {
  const place = template.environments[environment];
  if (place === undefined) throw new Error(`there is no environment ${environment}`);
  const { name } = template.securityScheme;
  const given = descriptionSchema.parse(description);
  return withoutUnused({
    ...given,
    servers: [{ url: place.server, description: `The API platform, ${environment}` }],
    tags: given.tags.filter((tag) => tag.name !== NOT_PUBLISHED),
    security: [{ [name]: [] }],
    paths: publishedPaths(given, template),
    components: { ...given.components, securitySchemes: { [name]: signIn(template, place.oauth2) } },
    'x-nhsd-apim': { ...template.extension, target: { ...template.extension.target, url: place.target } },
  });
}

function publishedPaths({ paths, components }: Description, template: ProxyTemplate) {
  const fromProxy = new Set(
    Object.entries(components.parameters)
      .filter(([, { name }]) => template.extension['target-identity'].includes(name.toLowerCase()))
      .map(([key]) => `#/components/parameters/${key}`),
  );
  const publish = ({ parameters = [], ...rest }: Operation) => ({
    ...rest,
    // That of the whole description holds for every operation.
    security: undefined,
    parameters: parameters.filter(({ $ref }) => !fromProxy.has($ref)),
  });
  const published = Object.entries(paths).map(([path, operations]) => {
    const kept = Object.entries(operations).filter(([, { tags }]) => !tags.includes(NOT_PUBLISHED));
    return [path, Object.fromEntries(kept.map(([method, one]) => [method, publish(one)] as const))] as const;
  });
  return Object.fromEntries(published.filter(([, operations]) => Object.keys(operations).length > 0));
}

function signIn({ securityScheme: { assuranceLevel } }: ProxyTemplate, oauth2: string) {
  return {
    type: 'oauth2',
    description: `A clinician signed in through CIS2, authenticated at ${assuranceLevel.toUpperCase()}.`,
    flows: {
      authorizationCode: { authorizationUrl: `${oauth2}/authorize`, tokenUrl: `${oauth2}/token`, scopes: {} },
    },
  };
}
