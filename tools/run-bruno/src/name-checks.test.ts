import { expect, test } from '@jest/globals';
import { withRequestNames } from './name-checks.ts';

test('puts the request before the name of each check, and leaves all else', () => {
  const junit = `<testsuites>
  <testsuite name="one" file="a/one.yml" tests="2">
    <testcase name="res.status eq 200" status="pass" classname="a/one" time="0.3"/>
    <testcase name="is &lt;whole&gt;" status="fail" classname="a/one" time="0.3">
      <failure type="failure" message="name=&quot;no&quot;"/>
    </testcase>
  </testsuite>
</testsuites>`;

  expect(withRequestNames(junit)).toBe(
    junit.replace('"res.status', '"a/one: res.status').replace('"is &lt;', '"a/one: is &lt;'),
  );
});
