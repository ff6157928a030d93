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
    neededFor:
      'npm run fuzz and npm run fuzz:deep, which install Schemathesis from the package index of pip; checkov in npm run terraform:check',
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
    neededFor: 'the tests of the metrics page, of the dashboards and of the alert rules',
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
    name: 'Go',
    commands: [['go', 'version']],
    isRequired: false,
    neededFor: 'building actionlint, where that is not installed',
    howToGet: 'https://go.dev/doc/install',
  },
  {
    name: 'actionlint',
    commands: [
      ['.cache/actionlint', '-version'],
      ['actionlint', '-version'],
    ],
    isRequired: false,
    neededFor: 'the check of the pipelines in npm test',
    howToGet: 'npm run workflows:check, which builds it with Go',
  },
  {
    name: 'shellcheck',
    commands: [['shellcheck', '--version']],
    isRequired: false,
    neededFor: 'what actionlint says of the commands in pipelines',
    howToGet: `${debian('shellcheck')}; macOS: brew install shellcheck`,
  },
  {
    name: 'ps',
    commands: [['ps', '-o', 'pid=', '-p', String(process.pid)]],
    isRequired: false,
    neededFor: 'the test that a suite which is stopped leaves nothing running; npm run population:measure',
    howToGet: debian('procps'),
  },
  {
    name: 'IPv6 on the loopback interface',
    commands: [['node_modules/.bin/node', '-e', "net.createServer().listen(0, '::1', () => process.exit(0))"]],
    isRequired: false,
    neededFor: 'a test of addresses in brackets',
    howToGet: 'Linux: sudo sysctl net.ipv6.conf.lo.disable_ipv6=0',
  },
];
