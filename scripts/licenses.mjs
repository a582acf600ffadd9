// Checks that everything that an adopter installs with the published packages has a permissive license. Writes SBOMs to test-results/reports.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setup } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { runToEnd } from './lib/processes.mjs';
import { run, say, Stop } from './lib/progress.mjs';
import { YARN } from './lib/toolchain.mjs';

/** The plugins that together depend on all other published packages. */
const LEAVES = [
  'irsa',
  'irsa-backend',
  'catalog-backend-module-irsa',
  'scaffolder-backend-module-irsa',
  'search-backend-module-irsa',
];

const PERMISSIVE =
  '0BSD, Apache-2.0, Apache 2.0, BSD-2-Clause, BSD-3-Clause, BlueOak-1.0.0, CC0-1.0, ISC, MIT, PSF-2.0, Python-2.0, Unlicense, Zlib'.split(
    ', ',
  );

/** The exceptions, each with the reason why it is allowed. A person has checked them. */
const ALLOWED = {
  '@isomorphic-git/pgp-plugin':
    'LGPL; a dependency of Backstage’s scaffolder, used unchanged and not bundled',
  '@remixicon/react':
    'icons of Backstage UI; may be used in products, not sold as icons',
  'fast-shallow-equal': 'Unlicense, in its LICENSE',
  pause: 'MIT, in its Readme',
  'pause-stream': 'MIT or Apache-2.0, as its package.json lists',
  'react-universal-interface': 'Unlicense, in its LICENSE',
  'valid-url': 'MIT, in its LICENSE',
};

async function componentsOf(tools, name) {
  const file = inRoot('test-results', 'reports', `sbom-${name}.cdx.json`);
  await runToEnd({
    what: `The bill of materials of plugins/${name}`,
    command: tools.node,
    args: [YARN, 'cyclonedx', '--production', '--output-file', file],
    cwd: inRoot('plugins', name),
    env: {
      ...tools.env,
      YARN_PLUGINS: inRoot(
        'node_modules/@cyclonedx/yarn-plugin-cyclonedx/yarn-plugin-cyclonedx.cjs',
      ),
    },
  });
  return JSON.parse(readFileSync(file, 'utf8')).components;
}

const nameOf = ({ group, name }) => (group ? `${group}/${name}` : name);

const licensesOf = ({ licenses = [] }) =>
  licenses.map(
    ({ license, expression }) => expression ?? license.id ?? license.name,
  );

/** Checks whether an SPDX expression with OR or AND allows use under permissive licenses only. */
function isPermissive(expression) {
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  const isKnown = name => PERMISSIVE.includes(name);
  return bare.includes(' AND ')
    ? bare.split(' AND ').every(isKnown)
    : bare.split(' OR ').some(isKnown);
}

await run(async () => {
  const tools = await setup();
  mkdirSync(inRoot('test-results', 'reports'), { recursive: true });
  const components = new Map();
  for (const name of LEAVES) {
    for (const each of await componentsOf(tools, name)) {
      components.set(`${nameOf(each)}@${each.version}`, each);
    }
  }
  const refused = [...components].filter(
    ([, each]) =>
      !licensesOf(each).some(isPermissive) &&
      !Object.hasOwn(ALLOWED, nameOf(each)),
  );
  if (refused.length > 0) {
    const names = refused.map(([id, each]) => `${id} (${licensesOf(each)})`);
    throw new Stop(
      `Not permissive: ${names.join(
        ', ',
      )}. Use another library, or add the reason why it is allowed to scripts/licenses.mjs.`,
    );
  }
  const found = [...components].map(([id, each]) => [id, licensesOf(each)]);
  writeFileSync(
    inRoot('test-results', 'reports', 'licenses.json'),
    JSON.stringify(Object.fromEntries(found), undefined, 2),
  );
  say(`${components.size} packages, all with permissive licenses`);
});
