import { readdirSync } from 'node:fs';
import { checks } from './registry';

const ids = checks.map(({ meta }) => meta.id).sort();
const files = readdirSync(__dirname);

describe('the registry of checks', () => {
  it('has a test file for each check', () => {
    const tests = files
      .filter(name => name.endsWith('.test.ts'))
      .map(name => name.replace('.test.ts', ''));
    expect(tests).toEqual(expect.arrayContaining(ids));
  });

  it('contains the check of each file that defines one', () => {
    const defined = files
      .filter(name => /^[a-z]+(-[a-z]+)*\.ts$/.test(name))
      .map(name => name.replace('.ts', ''))
      .filter(name => 'check' in jest.requireActual(`./${name}`))
      .sort();
    expect(defined).toEqual(ids);
  });

  it('orders each check after the checks that it depends on', () => {
    checks.forEach(({ meta }, index) => {
      const before = checks.slice(0, index).map(check => check.meta.id);
      expect(before).toEqual(expect.arrayContaining(meta.needs));
    });
  });
});
