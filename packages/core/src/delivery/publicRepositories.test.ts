import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { desiredWith } from '../__testUtils__/desired';
import { observedWith } from '../__testUtils__/observed';
import {
  publicRepositories,
  type PublicFile,
  type PublicRepository,
} from './__testUtils__/publicRepositories';
import { parseHcl } from './__testUtils__/readers/hclFile';
import { renderInputOf } from './input';
import { ARN, expectAdded, ROLE, textOf } from './patches/__testUtils__/tried';
import { renderAs } from './render';

const REPORTS = resolve(__dirname, '../../../../test-results/reports');
const HEAD = ['repository', 'annotated', 'had one', 'refused', 'Terraform'];
const DECLARED =
  /^(resource|data|module|variable|output)[ \t]+"([^"]+)"(?:[ \t]+"([^"]+)")?/gm;

const declared = (text: string) =>
  [...text.matchAll(DECLARED)].map(([, ...name]) => name.join('.'));

/** Returns whether the parser accepts the text. It is older than the parser of Terraform, and rejects a few public files. */
function isHcl(text: string): boolean {
  try {
    return parseHcl(text) !== null;
  } catch {
    return false;
  }
}

type Outcome = 'added' | 'had' | 'refused';

/** Annotates a file and returns the outcome. Expects one insertion, and the original bytes after its removal. */
function tried({ text, patch }: PublicFile): Outcome {
  const patched = patch(text, { [ROLE]: ARN });
  if ('refused' in patched) return 'refused';
  if (!text.includes('eks.amazonaws.com/')) {
    expectAdded(patch, text);
    return 'added';
  }
  expect(textOf(patch(patched.text, { [ROLE]: ARN }))).toBe(patched.text);
  return 'had';
}

const repositories = publicRepositories();
const rows: string[][] = [];

(repositories.length > 0 ? describe : describe.skip)(
  'public repositories in the folder PUBLIC_REPOSITORIES',
  () => {
    afterAll(() => {
      const lines = [HEAD, HEAD.map(() => '---'), ...rows].map(
        cells => `| ${cells.join(' | ')} |`,
      );
      mkdirSync(REPORTS, { recursive: true });
      writeFileSync(
        join(REPORTS, 'public-repositories.md'),
        `${lines.join('\n')}\n`,
      );
    });

    const { files } = renderAs(
      'terraform',
      renderInputOf(desiredWith({}), observedWith()),
    );
    const ours = files.map(({ content }) => content).join('\n');

    /** Terraform reads all files of a folder. Expects no conflict of file names, declarations, or blocks that belong to the folder. */
    function takesOurs(folder: PublicRepository['terraform'][number]): void {
      const { names, text } = folder;
      for (const { path } of files) expect(names).not.toContain(path);
      const theirs = declared(text);
      expect(declared(ours).filter(name => theirs.includes(name))).toEqual([]);
      expect(ours).not.toMatch(/^(terraform|provider)\b/m);
      expect(isHcl(`${text}\n${ours}`)).toBe(isHcl(text));
    }

    it.each(repositories.map(one => [one.name, one] as const))(
      '%s accepts the generated annotations and files',
      (name, { files: found, terraform }) => {
        const outcomes = found.map(file => {
          try {
            return tried(file);
          } catch (error) {
            throw new Error(`${file.path}, ${file.place}: ${error}`);
          }
        });
        terraform.forEach(takesOurs);
        const count = (outcome: Outcome) =>
          outcomes.filter(one => one === outcome).length;
        const counts = [count('added'), count('had'), count('refused')];
        rows.push([name, ...[...counts, terraform.length].map(String)]);
        expect(count('added') + count('had') + terraform.length).not.toBe(0);
      },
    );
  },
);
