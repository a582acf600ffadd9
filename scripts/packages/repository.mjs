// Names the repository in the packed packages. The sources do not: its address is known where GitHub Actions runs.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Stop } from '../lib/progress.mjs';

const { GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env;
const url =
  GITHUB_SERVER_URL &&
  GITHUB_REPOSITORY &&
  `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;

/** Throws a {@link Stop} if the address of the repository is not known. */
export function requireRepository() {
  if (url) return;
  throw new Stop(
    'The packages for a release must name their repository: npm refuses provenance without it. Set GITHUB_SERVER_URL and GITHUB_REPOSITORY, as GitHub Actions does.',
  );
}

function rewrite(file, change) {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

/**
 * Adds the address to package.json and to the relative links of README.md. Without an address, changes nothing.
 * @param {string} copy - the folder of the package to change
 * @param {string} directory - the path of the package in the repository
 */
export function nameRepository(copy, directory) {
  if (!url) return;
  const page = target =>
    `${url}/blob/HEAD/${path.posix.join(directory, target)}`;
  rewrite(path.join(copy, 'package.json'), text => {
    const added = {
      repository: { type: 'git', url: `git+${url}.git`, directory },
      homepage: page('README.md'),
      bugs: { url: `${url}/issues` },
    };
    return `${JSON.stringify({ ...JSON.parse(text), ...added }, null, 2)}\n`;
  });
  rewrite(path.join(copy, 'README.md'), text =>
    text.replaceAll(
      /\]\((?![a-z]+:|#)([^)]+)\)/g,
      (_, target) => `](${page(target)})`,
    ),
  );
}
