import { describe, expect, test } from '@jest/globals';
import { judgeAbsence } from './judge-absence.ts';

describe('judgeAbsence', () => {
  test('skips the suite with the reasons, and says how to get Schemathesis', () => {
    const { passed, results, message } = judgeAbsence(['no Python', 'no Docker'], { onCi: false });

    expect(passed).toBe(true);
    expect(results).toEqual([{ name: 'fuzzing', skipped: 'no Schemathesis: no Python; no Docker' }]);
    expect(message).toMatch(/is skipped.*apt-get install python3-venv/s);
  });

  test('fails the suite on CI', () => {
    const { passed, results, message } = judgeAbsence(['no Python'], { onCi: true });

    expect(passed).toBe(false);
    expect(results).toEqual([{ name: 'fuzzing', failure: 'no Schemathesis: no Python' }]);
    expect(message).toContain('fails');
  });
});
