import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { readTrustPolicy } from '../trust/read';
import { valueOf } from '../model/observation';
import { fail, pass, undecided, isFailure } from './utils/answer';
import { fixTrustPolicy } from './utils/fixTrustPolicy';
import {
  claimsOf,
  decideToken,
  isTrustProvable,
  type TokenClaims,
} from './utils/trust';
import { timeRemediation } from './utils/timeRemediation';
import { trustDifferences } from './utils/trustDifferences';
import { trustPolicyRemediation } from './utils/trustPolicyRemediation';
import type { Check, CheckAnswer } from './types';

function dependsOn(role: string, keys: string[]): CheckAnswer {
  return undecided(
    `The trust policy of role ${role} also depends on ${keys.join(
      ', ',
    )}, which only a request from the pod can show.`,
  );
}

/** Whether only conditions on the time refuse the token. */
function isOutOfTime(document: PolicyDocument, claims: TokenClaims): boolean {
  return (
    decideToken(document, { ...claims, at: undefined }).answer !== 'denied'
  );
}

/** Checks whether the trust policy admits the ServiceAccount's token. */
export const check: Check = {
  meta: {
    id: 'trust-policy',
    link: 'trust-policy',
    question:
      'Does the trust policy allow the ServiceAccount to assume the role?',
    symptoms: [
      'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity',
    ],
    requiredPermissions: ['iam:GetRole'],
    faults: [
      'old-issuer',
      'wrong-subject',
      'wildcard-under-equals',
      'arn-prefixed-key',
      'mistyped-issuer-host',
      'audience-differs',
      'more-conditions',
      'dual-stack-issuer',
    ],
    mechanisms: ['irsa'],
    docs: 'docs/reference/checks/trust-policy.md',
    needs: ['oidc-provider-exists', 'audience', 'role-exists'],
    provedByExchange: true,
  },
  settles: isFailure,
  isProvable: isTrustProvable,
  run(observed) {
    const role = valueOf(observed.role);
    const claims = claimsOf(observed);
    if (!role || !claims) return undecided('Role or issuer is not known.');
    const { document, errors } = role.trust;
    if (!document) {
      return undecided(
        `The trust policy of role ${role.name} cannot be read: ${
          errors[0]?.reason ?? 'it is empty.'
        }`,
      );
    }
    const { namespace, name } = observed.ref;
    const { answer, openKeys, result } = decideToken(document, claims);
    if (answer === 'allowed') {
      return pass(`Role ${role.name} trusts ${namespace}/${name}.`);
    }
    if (answer === 'open') return dependsOn(role.name, openKeys);
    const differences = trustDifferences(
      result,
      readTrustPolicy(document),
      claims,
    );
    const message = `${differences.map(({ text }) => text).join('; ')}.`;
    return isOutOfTime(document, claims)
      ? fail(message, timeRemediation(observed, role), differences[0].fault)
      : fail(
          message,
          trustPolicyRemediation(
            role,
            fixTrustPolicy(document, claims),
            `Change the trust policy of role ${role.name} so that it trusts ${namespace}/${name}. The access of other principals stays unchanged.`,
          ),
          differences[0].fault,
        );
  },
};
