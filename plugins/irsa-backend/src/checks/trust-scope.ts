import {
  readTrustPolicy,
  type TrustStatement,
} from '@backstage-irsa/plugin-irsa-common';
import { valueOf } from '../observe/observation';
import { pass, undecided, warn } from './answer';
import { claimsOf, type TokenClaims } from './trust';
import type { Check } from './types';

/** Why more than the named ServiceAccounts could be the role by this statement; undefined when they could not. */
function tooWide(
  statement: TrustStatement,
  claims: TokenClaims,
): string | undefined {
  if (
    statement.effect !== 'Allow' ||
    !statement.federated.includes(claims.providerArn)
  ) {
    return undefined;
  }
  const key = `${claims.issuer}:sub`.toLocaleLowerCase('en-US');
  const subjects = statement.conditions.filter(
    condition =>
      condition.key.toLocaleLowerCase('en-US') === key &&
      !/Not|Null|IfExists/.test(condition.operator),
  );
  if (subjects.length === 0) {
    return 'has no condition on the subject: any ServiceAccount of the cluster can be the role';
  }
  const wildcard = subjects
    .filter(({ operator }) => /Like$/.test(operator))
    .flatMap(({ values }) => values)
    .find(value => /[*?]/.test(value));
  return wildcard === undefined
    ? undefined
    : `lets in every subject like ${wildcard}`;
}

/** Whether the trust policy lets in only ServiceAccounts that it names. */
export const check: Check = {
  meta: {
    id: 'trust-scope',
    link: 'trust-policy',
    question: 'Does the trust policy let in only the ServiceAccounts it names?',
    symptoms: [],
    reads: ['iam:GetRole'],
    faults: [31],
    mechanisms: ['irsa'],
    docs: 'docs/checks/trust-scope.md',
    needs: ['trust-policy'],
    provedByExchange: false,
  },
  run(observed) {
    const role = valueOf(observed.role);
    const claims = claimsOf(observed);
    if (!role?.trust.document || !claims) {
      return undecided('The trust policy is not known.');
    }
    const wide = readTrustPolicy(role.trust.document)
      .map(statement => ({ statement, why: tooWide(statement, claims) }))
      .find(({ why }) => why !== undefined);
    if (!wide) return pass('The trust policy names its ServiceAccounts.');
    return warn(
      `Statement ${wide.statement.index + 1} of the trust policy ${wide.why}.`,
      {
        sentence: `In that statement add StringEquals "${claims.issuer}:sub": "${claims.subject}".`,
      },
      31,
    );
  },
};
