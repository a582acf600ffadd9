import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  awsTable,
  differencesTable,
  kubernetesTable,
  motoTable,
  omissionsTable,
} from './__testUtils__/table';

const PAGE = join(__dirname, '../../../../docs/contract.md');

const TABLES: Record<string, () => string> = {
  aws: awsTable,
  moto: motoTable,
  omissions: omissionsTable,
  kubernetes: kubernetesTable,
  differences: differencesTable,
};

const begin = (name: string) =>
  `<!-- begin ${name}, by contract.table.test.ts -->`;
const end = (name: string) => `<!-- end ${name} -->`;

function between(page: string, name: string): string {
  const [, rest = ''] = page.split(begin(name));
  return rest.split(end(name))[0];
}

/** The same however the table is aligned. */
const cells = (table: string) =>
  table
    .trim()
    .split('\n')
    .filter(line => !/^[| -]+$/.test(line))
    .map(line => line.replace(/\s+/g, ' ').trim());

describe('docs/contract.md', () => {
  beforeAll(() => {
    // WRITE_CONTRACT=1 brings the page up to date; Prettier aligns it.
    if (!process.env.WRITE_CONTRACT) return;
    const page = Object.entries(TABLES).reduce(
      (text, [name, render]) =>
        text.replace(
          `${begin(name)}${between(text, name)}${end(name)}`,
          () => `${begin(name)}\n\n${render()}\n\n${end(name)}`,
        ),
      readFileSync(PAGE, 'utf8'),
    );
    writeFileSync(PAGE, page);
  });

  it.each(Object.entries(TABLES))('has the table of %s', (name, render) => {
    expect(cells(between(readFileSync(PAGE, 'utf8'), name))).toEqual(
      cells(render()),
    );
  });
});
