import { readdirSync } from 'node:fs';
import { checks as verificationChecks } from '../checks/registry';
import { checks, checksOf } from './registry';

const ids = checks.map(({ meta }) => meta.id).sort();
const files = readdirSync(__dirname);

const named = (names: string[], ending: string) =>
  names
    .filter(name => name.endsWith(ending))
    .map(name => name.slice(0, -ending.length))
    .sort();

describe('the registry of governance checks', () => {
  it('has a test file for each check, and no other test files', () => {
    expect(
      named(files, '.test.ts').filter(
        name => !['assess', 'registry'].includes(name),
      ),
    ).toEqual(ids);
  });

  it('contains the check of each file that defines one', () => {
    const defined = files
      .filter(name => /^[a-z]+(-[a-z]+)*\.ts$/.test(name))
      .map(name => name.replace('.ts', ''))
      .filter(name => 'check' in jest.requireActual(`./${name}`))
      .sort();
    expect(defined).toEqual(ids);
  });

  it('uses no ID of a verification check, and no ID twice', () => {
    const others = verificationChecks.map(({ meta }) => meta.id);
    expect(ids.filter(id => others.includes(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('returns each check for the kind of its subject', () => {
    const kinds = [...new Set(checks.map(({ meta }) => meta.subject))];
    expect(kinds.flatMap(kind => checksOf(kind))).toHaveLength(checks.length);
  });
});
