import { describe, test } from '@jest/globals';
import { RuleTester } from 'eslint';
import { noRealNhsNumber } from './no-real-nhs-number.ts';

RuleTester.describe = describe;
RuleTester.it = test;

// Put together here so that the digits, which could be somebody's, stand nowhere in the source.
const REAL = ['943', '476', '5919'];
const real = REAL.join('');
const errors = [{ messageId: 'realNhsNumber' }];

new RuleTester({ languageOptions: { ecmaVersion: 2024, sourceType: 'module' } }).run(
  'no-real-nhs-number',
  noRealNhsNumber,
  {
    valid: [
      { name: 'a number of the range that is never issued', code: `find('9990000018')` },
      { name: 'the last number of that range', code: `find('9999999999')` },
      { name: 'the number published for the sandbox', code: `find('9000000009')` },
      { name: 'ten digits with a wrong check digit', code: `find('${real.slice(0, 9)}8')` },
      { name: 'an ASID, which has twelve digits', code: `const asid = '${real}12';` },
      { name: 'a part of a UUID or hash', code: `const id = 'ab-${real}ab';` },
      { name: 'the decimals of a fraction', code: `const share = 0.${real};` },
      { name: 'a code with its system', code: `const c = { system: SNOMED, code: '${real}' };` },
      { name: 'a code with its display', code: `const c = { code: '${real}', 'display': 'Asthma' };` },
    ],
    invalid: [
      { name: 'in a string', code: `find('${real}')`, errors },
      { name: 'within a longer string', code: `find('/Patient/${real}?x=1')`, errors },
      { name: 'in groups', code: `find('${REAL.join(' ')}')`, errors },
      { name: 'as a number', code: `find(${real})`, errors },
      { name: 'as a number with separators', code: `find(${REAL.join('_')})`, errors },
      { name: 'as a property name', code: `const people = { '${real}': 'Jo' };`, errors },
      { name: 'in a template', code: 'find(`Patient/${kind}/' + real + '`)', errors },
      { name: 'in a regular expression', code: `const known = /${real}/;`, errors },
      { name: 'in a line comment', code: `// as seen with ${real}`, errors },
      { name: 'in a block comment', code: `/* ${REAL.join('-')} */`, errors },
      { name: 'a code of nothing in particular', code: `const c = { code: '${real}' };`, errors },
      { name: 'the value beside a code', code: `const c = { system: NHS, value: '${real}', code: 'x' };`, errors },
    ],
  },
);
