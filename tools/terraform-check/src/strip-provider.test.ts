import { expect, test } from '@jest/globals';
import { stripProvider } from './strip-provider.ts';

test.each([
  ['a resource', 'resource "aws_eip" "a" {\n  domain = "vpc"\n}\n', ''],
  ['one on a line, but not what follows', 'data "aws_region" "a" {}\nlocals {\n}\n', 'locals {\n}\n'],
  ['where the state is kept', 'terraform {\n  backend "s3" {\n    encrypt = true\n  }\n}\n', 'terraform {\n}\n'],
  ['an attribute', 'value = aws_eip.a.id\n', 'value = "an-attribute"\n'],
  ['an attribute in a text', 'value = "${aws_eip.a.arn}:*"\n', 'value = "${"an-attribute"}:*"\n'],
  ['an attribute of one of several', 'value = aws_eip.a[count.index].id\n', 'value = "an-attribute"\n'],
  ['an attribute of all', 'value = aws_eip.a[*].id\n', 'value = ["an-attribute"]\n'],
  ["a data source's", 'value = data.aws_region.current.region\n', 'value = "an-attribute"\n'],
  ["what the state of others' has, which Terraform knows", 'data "terraform_remote_state" "a" {\n}\n', undefined],
  ['a metric that is named like one', 'metric = "cdg_audit_writable"\n', undefined],
])('%s', (_, text, stripped = text) => {
  expect(stripProvider(text)).toBe(stripped);
});
