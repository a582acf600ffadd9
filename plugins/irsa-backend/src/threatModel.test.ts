import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SECURITY_ATTACKS } from './__testUtils__/attempts';

const PLUGINS = join(__dirname, '../..');
/** Attacks that are known of products like this one. */
const KNOWN = 17;

/** Where a file of the page lies: one that stands alone is in this package. */
function pathOf(file: string): string {
  const own = join(__dirname, file);
  return existsSync(own) ? own : join(PLUGINS, file);
}

/** Attempts have their names in a table of their own. */
function textOf(file: string): string {
  const attempts =
    file === 'attacks.flow.test.ts'
      ? Object.values(SECURITY_ATTACKS).map(({ attack }) => attack)
      : [];
  return [readFileSync(pathOf(file), 'utf8'), ...attempts]
    .join('\n')
    .replaceAll("\\'", "'");
}

const page = readFileSync(join(PLUGINS, '../docs/threat-model.md'), 'utf8');
const THREATS = page
  .split('\n')
  .filter(line => /^\| [AB]\d/.test(line))
  .map(line => line.split(' | ').map(cell => cell.replace(/^\| | *\|$/g, '')))
  .map(([id, threat, control, tests]) => ({
    id: id.trim(),
    threat,
    files: [...control.matchAll(/`([^`\s]+\.(?:ts|tsx|yaml))`/g)].map(
      ([, file]) => file,
    ),
    tests: [...tests.matchAll(/`([^`\s]+\.test\.tsx?)` "([^"]+)"/g)].map(
      ([, file, title]) => ({ file, title }),
    ),
  }));

describe('the threat model', () => {
  it('has every known attack once, and then what was found beside', () => {
    const ids = THREATS.map(({ id }) => id);
    const beside = ids.length - KNOWN;
    expect(beside).toBeGreaterThan(0);
    const numbered = (letter: string, length: number) =>
      Array.from({ length }, (_, at) => `${letter}${at + 1}`);
    expect(ids).toEqual([...numbered('A', KNOWN), ...numbered('B', beside)]);
  });

  it.each(THREATS)('$id has a control that is there', ({ files }) => {
    expect(files).not.toEqual([]);
    expect(files.filter(file => !existsSync(pathOf(file)))).toEqual([]);
  });

  it.each(THREATS)('$id has tests that are there', ({ tests }) => {
    expect(tests).not.toEqual([]);
    const missing = tests.filter(
      ({ file, title }) =>
        !existsSync(pathOf(file)) || !textOf(file).includes(title),
    );
    expect(missing).toEqual([]);
  });
});
