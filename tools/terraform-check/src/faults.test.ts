import { describe, expect, test } from '@jest/globals';
import { readAwsSchema } from './aws-schema.ts';
import { checkReferences } from './check-references.ts';
import { checkResources } from './check-resources.ts';
import { checkValues } from './check-values.ts';
import { POLICIES } from './policies.ts';
import { parseEnvironment } from './read-infrastructure.ts';
import { parseModule } from './read-module.ts';

const schema = readAwsSchema();

describe('what the provider would refuse', () => {
  test.each([
    ['an argument that it does not know', 'resource "aws_eip" "a" { zone = "a" }', 'does not take zone'],
    ['an argument that is missing', 'resource "aws_iam_role" "a" {}', 'lacks assume_role_policy'],
    [
      'an unknown argument of a block',
      'resource "aws_ecs_cluster" "a" {\n name = "a"\n setting {\n name = "a"\n value = "b"\n mode = "c"\n }\n}',
      'aws_ecs_cluster.a setting does not take mode',
    ],
    [
      'an argument that is missing in a block made for each',
      'resource "aws_lb" "a" {\n dynamic "access_logs" {\n for_each = [1]\n content {\n enabled = true\n }\n }\n}',
      'aws_lb.a access_logs lacks bucket',
    ],
    ['a type that was not looked up', 'resource "aws_wafv2_web_acl" "a" {}', 'aws-schema.json does not hold its type'],
    [
      'an unknown argument of a data source',
      'data "aws_region" "a" { zone = "a" }',
      'data_aws_region.a does not take zone',
    ],
  ])('%s is found', async (_, text, fault) => {
    expect(checkResources(await parseModule('a', text), schema)).toEqual([expect.stringContaining(fault)]);
  });
});

describe('what leads nowhere', () => {
  test.each([
    ['a resource', 'output "a" {\n description = "a"\n value = aws_vpc.gone.id\n}', 'a: there is no aws_vpc.gone'],
    ['a data source', 'locals { a = data.aws_region.gone.region }', 'a: there is no data_aws_region.gone'],
    ['a variable', 'variable "a" {\n description = "a"\n type = string\n}', 'a: nothing uses var.a'],
    ['no words', 'variable "b" { type = string }\nlocals { a = var.b }', 'a: b has no description'],
    ['no type', 'variable "b" { description = "b" }\nlocals { a = var.b }', 'a: var.b has no type'],
  ])('%s is found', async (_, text, fault) => {
    expect(checkReferences(await parseModule('a', text))).toEqual([fault]);
  });
});

describe('the values of an environment', () => {
  const platform = 'variable "environment" {\n type = string\n}';

  test.each([
    ['that nobody asks for', 'environment = "dev"\nzone = "a"', 'dev: the platform has no variable zone'],
    ["that are another's", 'environment = "int"', 'dev: environment is int'],
  ])('%s are found', async (_, text, fault) => {
    const environments = [await parseEnvironment('dev', text)];
    expect(checkValues({ modules: [await parseModule('platform', platform)], environments })).toEqual([fault]);
  });
});

describe('a policy is broken', () => {
  test.each([
    ['logs', 'resource "aws_cloudwatch_log_group" "a" { retention_in_days = 7 }'],
    ['logs', 'resource "aws_cloudwatch_log_group" "a" { kms_key_id = "a" }'],
    ['the world', 'resource "aws_vpc_security_group_ingress_rule" "a" {\n cidr_ipv4 = "0.0.0.0/0"\n from_port = 22\n}'],
    ['the world', 'resource "aws_security_group" "a" {\n ingress {\n from_port = 22\n }\n}'],
    ['every listener', 'resource "aws_lb_listener" "a" { protocol = "HTTPS" }'],
    [
      'every listener',
      'resource "aws_lb_listener" "a" {\n protocol = "HTTPS"\n mutual_authentication {\n mode = "passthrough"\n }\n}',
    ],
    [
      'a release',
      'resource "aws_ecs_service" "a" {\n deployment_minimum_healthy_percent = 100\n deployment_circuit_breaker {\n enable = true\n rollback = false\n }\n}',
    ],
    ['the cache', 'resource "aws_elasticache_replication_group" "a" { at_rest_encryption_enabled = true }'],
    ['secrets', 'resource "aws_secretsmanager_secret" "a" {}'],
    ['alarms', 'resource "aws_cloudwatch_metric_alarm" "a" { treat_missing_data = "breaching" }'],
    ['tasks grow', 'resource "aws_appautoscaling_policy" "a" { name = "ECSServiceAverageCPUUtilization" }'],
  ])('%s: %s', async (start, text) => {
    const policy = POLICIES.find(({ rule }) => rule.startsWith(start));
    const module = await parseModule('platform', text);
    expect(policy?.broken({ modules: [module], environments: [] })).toHaveLength(1);
  });

  test.each([
    ['outside previews', 'tasks = { min = 1, max = 2 }'],
    ['outside previews', 'tasks = { min = 2, max = 2 }\nzones = ["a"]'],
    ['nobody', 'allow_exec = true'],
    ['nobody', ''],
    ['production', 'log_retention_days = 365'],
  ])('in the values of prod: %s: %s', async (start, text) => {
    const policy = POLICIES.find(({ rule }) => rule.startsWith(start));
    expect(policy?.broken({ modules: [], environments: [await parseEnvironment('prod', text)] })).toEqual(['prod']);
  });
});
