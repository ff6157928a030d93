/** Something on the user's machine that part of the workspace needs. */
export interface Need {
  readonly name: string;
  /** A command that tells its version, or fails. Any one of them will do. */
  readonly commands: readonly (readonly [string, ...string[]])[];
  readonly atLeast?: readonly [number, number];
  readonly isRequired: boolean;
  readonly neededFor: string;
  readonly howToGet: string;
}

const debian = (packages: string) => `Debian and Ubuntu: sudo apt-get install ${packages}`;

/** What is looked for. Only what `npm ci && npm start` cannot do without is required. */
export const NEEDS: readonly Need[] = [
  {
    name: 'git',
    commands: [['git', '--version']],
    isRequired: true,
    neededFor: 'getting the code; the secrets scan',
    howToGet: 'https://git-scm.com/downloads',
  },
  {
    name: 'Node of the workspace',
    commands: [['node_modules/.bin/node', '--version']],
    atLeast: [24, 0],
    isRequired: true,
    neededFor: 'everything; it comes with the packages',
    howToGet: 'npm ci',
  },
  {
    name: 'npm',
    commands: [['npm', '--version']],
    atLeast: [10, 0],
    isRequired: true,
    neededFor: 'npm ci and every npm script',
    howToGet: 'https://nodejs.org/en/download',
  },
  {
    name: 'Python with venv',
    commands: [['python3', '-c', 'import ensurepip, sys, venv; print("%d.%d" % sys.version_info[:2])']],
    atLeast: [3, 10],
    isRequired: false,
    neededFor: 'npm run fuzz and npm run fuzz:deep, which install Schemathesis for themselves',
    howToGet: debian('python3 python3-venv'),
  },
  {
    name: 'redis-server',
    commands: [['redis-server', '--version']],
    isRequired: false,
    neededFor: 'the tests of the shared cache and of the common rate limit',
    howToGet: `${debian('redis-server')}; macOS: brew install redis`,
  },
  {
    name: 'Chromium',
    commands: [
      ['chromium', '--version'],
      ['chromium-browser', '--version'],
      ['google-chrome', '--version'],
    ],
    isRequired: false,
    neededFor: 'the tests of the page at /docs',
    howToGet: `${debian('chromium')}; macOS: brew install --cask chromium`,
  },
  {
    name: 'promtool',
    commands: [['promtool', '--version']],
    isRequired: false,
    neededFor: 'checking the alert rules',
    howToGet: `${debian('prometheus')}; macOS: brew install prometheus`,
  },
  {
    name: 'Terraform',
    commands: [['terraform', 'version']],
    atLeast: [1, 11],
    isRequired: false,
    neededFor: 'npm run terraform:check',
    howToGet: 'https://developer.hashicorp.com/terraform/install',
  },
  {
    name: 'Docker engine',
    commands: [['docker', 'version', '--format', '{{.Server.Version}}']],
    isRequired: false,
    neededFor: 'building images and the fleet in containers; npm run image:check does without',
    howToGet: 'https://docs.docker.com/engine/install',
  },
  {
    name: 'actionlint, or Go',
    commands: [
      ['actionlint', '-version'],
      ['go', 'version'],
    ],
    isRequired: false,
    neededFor: 'npm run workflows:check',
    howToGet: 'https://go.dev/doc/install; the check then builds actionlint for itself',
  },
];
