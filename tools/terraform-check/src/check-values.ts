import { PLATFORM, type Infrastructure } from './read-infrastructure.ts';

/** Values that no variable takes, which Terraform only warns of, and an environment that calls itself something else. */
export function checkValues({ modules, environments }: Infrastructure): readonly string[] {
  const { variables = {} } = modules.find(({ path }) => path === PLATFORM) ?? {};
  return environments.flatMap(({ name, values }) => [
    ...Object.keys(values)
      .filter((value) => variables[value] === undefined)
      .map((value) => `${name}: the platform has no variable ${value}`),
    ...(values.environment === name ? [] : [`${name}: environment is ${String(values.environment)}`]),
  ]);
}
