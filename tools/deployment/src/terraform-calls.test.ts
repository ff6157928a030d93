import { describe, expect, test } from '@jest/globals';
import { terraformCalls } from './terraform-calls.ts';

const SETTINGS = { STATE_BUCKET: 'states', AWS_REGION: 'eu-west-2' };
const INIT = [
  'init',
  '-reconfigure',
  '-input=false',
  '-backend-config=bucket=states',
  '-backend-config=region=eu-west-2',
];

describe('terraformCalls', () => {
  test.each(['dev', 'int', 'prod'])('takes state and values of %s together', (name) => {
    expect(terraformCalls([name, 'apply', '-auto-approve'], SETTINGS)).toMatchObject({
      init: ['-chdir=infrastructure/platform', ...INIT, `-backend-config=key=clinical-data-gateway/${name}.tfstate`],
      call: [
        ...['-chdir=infrastructure/platform', 'apply'],
        ...[`-var-file=../environments/${name}/${name}.tfvars`, '-auto-approve'],
      ],
    });
  });

  test('gives each preview a state of its own', () => {
    const folder = '-chdir=infrastructure/environments/preview';
    expect(terraformCalls(['preview/pr-7', 'destroy'], SETTINGS)).toMatchObject({
      init: [folder, ...INIT, '-backend-config=key=clinical-data-gateway/preview/pr-7.tfstate'],
      call: [folder, 'destroy', '-var=branch=pr-7'],
    });
  });

  test('gives no values to a command that takes none', () => {
    const { call } = terraformCalls(['dev', 'output', '-raw', 'url'], SETTINGS);
    expect(call).toEqual(['-chdir=infrastructure/platform', 'output', '-raw', 'url']);
  });

  test('hands on what the account sets, texts as they are', () => {
    const account = { domain: 'example', load_balancer: { client_cidr_blocks: ['192.0.2.0/24'] } };
    const { environment } = terraformCalls(['dev', 'plan'], {
      ...SETTINGS,
      TERRAFORM_VARIABLES: JSON.stringify(account),
    });
    expect(environment).toEqual({
      TF_VAR_domain: 'example',
      TF_VAR_load_balancer: '{"client_cidr_blocks":["192.0.2.0/24"]}',
    });
  });

  test.each([
    ['an environment that there is not', ['test', 'plan'], SETTINGS, 'usage'],
    ['a preview of no branch', ['preview', 'plan'], SETTINGS, 'usage'],
    ['a branch that leads elsewhere', ['preview/../prod', 'plan'], SETTINGS, 'usage'],
    ['no command', ['dev'], SETTINGS, 'usage'],
    ['no bucket', ['dev', 'plan'], { AWS_REGION: 'eu-west-2' }, 'STATE_BUCKET must name'],
    ['an empty region', ['dev', 'plan'], { ...SETTINGS, AWS_REGION: '' }, 'AWS_REGION must name'],
  ])('refuses %s', (...[, args, settings, fault]) => {
    expect(() => terraformCalls(args, settings)).toThrow(fault);
  });
});
