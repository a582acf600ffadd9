import type { Attempt } from './types';

/** Characters that are not allowed in the name of a namespace or ServiceAccount. */
const TRICKS: [string, string][] = [
  ['a wildcard', '*'],
  ['a wildcard within', 'prod*'],
  ['a wildcard for one character', 'product?on'],
  ['a policy variable', '${aws:PrincipalTag/team}'],
  ['a second subject', 'a:b'],
  ['a whole subject', 'system:serviceaccount:kube-system:default'],
  ['a look-alike of another alphabet', 'оrders'],
  ['a full-width letter', 'ｏrders'],
  ['an invisible character', 'orders\u200b'],
  ['a right-to-left mark', '\u202esredro'],
  ['a soft hyphen', 'or\u00adders'],
  ['a line break', 'orders\n'],
  ['a null', 'orders\u0000'],
  ['a way upwards', '../kube-system'],
  ['a way upwards, encoded', '..%2fkube-system'],
  ['a path', 'a/b'],
  ['another query', 'a?dryRun=All'],
  ['capitals', 'Orders'],
  ['white space', ' orders'],
  ['nothing', ''],
  ['another syntax', 'a"}],"Effect":"Allow'],
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
