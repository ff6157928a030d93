import { DockerfileParser, type Copy, type Dockerfile, type Instruction } from 'dockerfile-ast';

export interface Copied {
  /** From the root of the workspace; those of the build stage stand where the build puts them here, too. */
  readonly sources: readonly string[];
  /** Absolute, in the image. */
  readonly target: string;
}

/** What a container of the image is: the last stage of its Dockerfile. */
export interface Image {
  readonly bases: readonly string[];
  readonly copied: readonly Copied[];
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly user: string | undefined;
  readonly command: readonly string[];
  readonly healthCheck: readonly string[];
  readonly ports: readonly string[];
}

type Variables = Readonly<Record<string, string>>;

const BUILD_FOLDER = '/workspace/';

/**
 * Reads a Dockerfile: what its last stage holds and runs, with the build arguments filled in.
 *
 * @throws Error for an instruction whose meaning would have to be guessed
 */
export function readImage(text: string, buildArguments: Variables = {}): Image {
  const dockerfile = DockerfileParser.parse(text);
  const froms = dockerfile.getFROMs();
  const lastFrom = froms.at(-1)?.getRange().start.line ?? 0;
  const last = dockerfile.getInstructions().filter((one) => one.getRange().start.line > lastFrom);
  const named = (keyword: string) => last.filter((one) => one.getKeyword() === keyword);
  if (named('ADD').length > 0) throw new Error('ADD is not read: use COPY');

  const environment = environmentOf(dockerfile, { lastFrom, buildArguments });
  const variables = { ...buildArguments, ...environment };
  const folder = lastArguments(named('WORKDIR')).at(0) ?? '/';
  return {
    bases: froms.map((from) =>
      fill(from.getImage() ?? '', argumentsBefore(dockerfile, froms[0]?.getRange().start.line)),
    ),
    copied: dockerfile
      .getCOPYs()
      .filter((copy) => copy.getRange().start.line > lastFrom)
      .map((copy) => copiedBy(copy, { folder, variables })),
    environment,
    folder,
    user: lastArguments(named('USER')).at(0),
    command: execForm(named('CMD').at(-1)),
    healthCheck: execForm(named('HEALTHCHECK').at(-1)),
    ports: named('EXPOSE').flatMap(argumentsOf),
  };
}

function environmentOf(
  dockerfile: Dockerfile,
  { lastFrom, buildArguments }: { lastFrom: number; buildArguments: Variables },
): Variables {
  const inLastStage = (one: Instruction) => one.getRange().start.line > lastFrom;
  const defaults = Object.fromEntries(
    dockerfile
      .getARGs()
      .filter(inLastStage)
      .flatMap((arg) => arg.getProperty() ?? [])
      .map((property) => [property.getName(), property.getValue() ?? '']),
  );
  const known = { ...defaults, ...buildArguments };
  const properties = dockerfile
    .getENVs()
    .filter(inLastStage)
    .flatMap((env) => env.getProperties());
  return Object.fromEntries(properties.map((property) => [property.getName(), fill(property.getValue() ?? '', known)]));
}

/** The arguments before the first stage, which the names of the base images may use. */
function argumentsBefore(dockerfile: Dockerfile, firstFrom = 0): Variables {
  const properties = dockerfile
    .getInitialARGs()
    .filter((arg) => arg.getRange().start.line < firstFrom)
    .flatMap((arg) => arg.getProperty() ?? []);
  return Object.fromEntries(properties.map((property) => [property.getName(), property.getValue() ?? '']));
}

function copiedBy(copy: Copy, { folder, variables }: { folder: string; variables: Variables }): Copied {
  const isFromBuild = copy.getFromFlag()?.getValue() === 'build';
  const paths = argumentsOf(copy).map((word) => fill(word, variables));
  const target = paths.pop() ?? '';
  const sources = paths.map((path) => {
    if (!isFromBuild) return path;
    if (!path.startsWith(BUILD_FOLDER)) throw new Error(`COPY takes ${path} of the build from beyond ${BUILD_FOLDER}`);
    return path.slice(BUILD_FOLDER.length);
  });
  return { sources, target: target.startsWith('/') ? target : `${folder}/${target.replace(/^\.\//, '')}` };
}

/** @throws Error for the shell form, which an image without a shell of its own should not need */
function execForm(instruction: Instruction | undefined): readonly string[] {
  const [json] = /\[.*\]/s.exec(instruction?.getArgumentsContent() ?? '') ?? [];
  if (json === undefined) throw new Error(`there is no ${instruction?.getKeyword() ?? 'CMD or HEALTHCHECK'} as a list`);
  const words: unknown = JSON.parse(json);
  return Array.isArray(words) ? words.map(String) : [];
}

function lastArguments(instructions: readonly Instruction[]): readonly string[] {
  const last = instructions.at(-1);
  return last === undefined ? [] : argumentsOf(last);
}

function argumentsOf(instruction: Instruction): string[] {
  return instruction.getArguments().map((argument) => argument.getValue());
}

function fill(text: string, variables: Variables): string {
  return text.replace(/^"(.*)"$/, '$1').replace(/\$\{?(\w+)\}?/g, (_, name: string) => variables[name] ?? '');
}
