/** Permissive licences, by their SPDX identifiers. */
const PERMISSIVE = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** What packages say elsewhere than in their manifest, or in no word of SPDX, read by a person. */
const READ = {
  pause: { licence: 'MIT', note: 'says so in its Readme' },
  'react-universal-interface': {
    licence: 'Unlicense',
    note: 'says so in its LICENSE',
  },
  'fast-shallow-equal': {
    licence: 'Unlicense',
    note: 'says so in its LICENSE',
  },
  'valid-url': { licence: 'MIT', note: 'the text of MIT is its LICENSE' },
};

/** Neither permissive nor GPL nor AGPL, let in by name with the reason. */
const LET_IN = {
  '@isomorphic-git/pgp-plugin':
    'LGPL; comes with Backstage’s own scaffolder (isomorphic-git), is used as it is and not bundled',
  '@remixicon/react':
    'icons that come with Backstage UI; may be used in products, not sold as icons',
};

function declared({ license, licenses }) {
  const all = [licenses ?? license ?? []].flat();
  return all
    .map(one => (typeof one === 'string' ? one : one.type ?? ''))
    .join(' OR ');
}

/** Whether an SPDX expression, of ORs or of ANDs, lets one use it under permissive licences alone. A mix of both is for a person to read. */
function isPermissive(expression) {
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  const isKnown = name => PERMISSIVE.has(name);
  return bare.includes(' AND ')
    ? bare.split(' AND ').every(isKnown)
    : bare.split(' OR ').some(isKnown);
}

/** `{ licence, verdict, note? }` of a package; the verdict is `permissive`, `let-in` or `refused`. */
export function judge(manifest) {
  const read = READ[manifest.name];
  const licence = read?.licence ?? declared(manifest);
  if (isPermissive(licence)) {
    return { licence, verdict: 'permissive', note: read?.note };
  }
  const note = LET_IN[manifest.name];
  return note === undefined
    ? { licence: licence || 'none', verdict: 'refused' }
    : { licence, verdict: 'let-in', note };
}
