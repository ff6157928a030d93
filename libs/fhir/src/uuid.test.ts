import { describe, expect, test } from '@jest/globals';
import { isUuid } from './uuid.ts';

describe('isUuid', () => {
  test.each([
    ['version 4', '6d3d3674-7ce5-41ec-90d6-0242ac120003'],
    ['version 7', '0198c0de-7ce5-7000-8000-0242ac120003'],
    ['no version at all', '00000000-0000-0000-0000-000000000000'],
    ['upper case', '6D3D3674-7CE5-41EC-90D6-0242AC120003'],
  ])('accepts %s', (_, text) => {
    expect(isUuid(text)).toBe(true);
  });

  test.each([
    ['no hyphens', '6d3d36747ce541ec90d60242ac120003'],
    ['braces', '{6d3d3674-7ce5-41ec-90d6-0242ac120003}'],
    ['a URN', 'urn:uuid:6d3d3674-7ce5-41ec-90d6-0242ac120003'],
    ['a digit that is not hexadecimal', '6d3d3674-7ce5-41ec-90d6-0242ac12000g'],
    ['a digit too many', '6d3d3674-7ce5-41ec-90d6-0242ac1200031'],
    ['blanks around it', ' 6d3d3674-7ce5-41ec-90d6-0242ac120003'],
    ['a trailing line feed', '6d3d3674-7ce5-41ec-90d6-0242ac120003\n'],
    ['nothing', ''],
  ])('rejects %s', (_, text) => {
    expect(isUuid(text)).toBe(false);
  });
});
