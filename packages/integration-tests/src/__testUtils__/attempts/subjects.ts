import type { Attempt } from './types';

/** Characters that are not allowed in the name of a namespace or ServiceAccount. */
const TRICKS: [string, string][] = [
  ['a wildcard', '*'],
  ['a wildcard after other characters', 'prod*'],
  ['a wildcard for one character', 'product?on'],
  ['a policy variable', '${aws:PrincipalTag/team}'],
  ['a colon as in a subject', 'a:b'],
  ['a whole subject', 'system:serviceaccount:kube-system:default'],
  ['a similar letter of another alphabet', 'оrders'],
  ['a full-width letter', 'ｏrders'],
  ['an invisible character', 'orders\u200b'],
  ['a right-to-left mark', '\u202esredro'],
  ['a soft hyphen', 'or\u00adders'],
  ['a line break', 'orders\n'],
  ['a NUL character', 'orders\u0000'],
  ['a path to a parent folder', '../kube-system'],
  ['an encoded path to a parent folder', '..%2fkube-system'],
  ['a slash', 'a/b'],
  ['a query string', 'a?dryRun=All'],
  ['an uppercase letter', 'Orders'],
  ['a leading space', ' orders'],
  ['an empty text', ''],
  ['policy syntax', 'a"}],"Effect":"Allow'],
];

const tricksIn = (field: 'name' | 'namespace'): Attempt[] =>
  TRICKS.map(([what, value]) => ({
    name: `${what} in the ${field}`,
    attack: 'subject',
    spec: { [field]: value },
    rules: [`${field} kubernetes-name`],
  }));

/** Attempts to get a trust policy for more than one ServiceAccount, or for another one. */
export const subjectAttempts: Attempt[] = [
  ...tricksIn('name'),
  ...tricksIn('namespace'),
  ...['*', 'sts.amazonaws.com*', '${aws:username}', ' ', 'sts\u200b'].map(
    (audience): Attempt => ({
      name: `the audience ${JSON.stringify(audience)}`,
      attack: 'subject',
      spec: { audience },
      rules: ['audience audience', 'audience audience-allowed'],
    }),
  ),
];
