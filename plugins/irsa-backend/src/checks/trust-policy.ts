import {
  buildTrustPolicy,
  parseRoleArn,
  readTrustPolicy,
} from '@backstage-irsa/plugin-irsa-common';
import { valueOf } from '../observe/observation';
import type { Observed, ObservedRole } from '../observe/types';
import { fail, pass, undecided } from './answer';
import { command } from './shell';
import { claimsOf, evaluateToken, type TokenClaims } from './trust';
import { trustDifferences } from './trustDifferences';
import type { Check, Remedy } from './types';

function remediation(
  observed: Observed,
  role: ObservedRole,
  claims: TokenClaims,
): Remedy {
  const arn = parseRoleArn(role.arn);
  const document = JSON.stringify(
    buildTrustPolicy({
      partition: arn?.partition ?? 'aws',
      accountId: arn?.accountId ?? observed.config.accountId,
      issuer: claims.issuer,
      namespace: observed.ref.namespace,
      name: observed.ref.name,
      audience: claims.audience,
    }),
  );
  const update = command(
    'aws',
    'iam',
    'update-assume-role-policy',
    '--role-name',
    role.name,
    '--policy-document',
    document,
  );
  const statements = role.trust.document
    ? readTrustPolicy(role.trust.document).length
    : 0;
  const sentence = `Let role ${role.name} trust ${observed.ref.namespace}/${observed.ref.name}.`;
  return statements > 1
    ? {
        sentence: `${sentence} Keep the statements of other ServiceAccounts beside this one: ${document}`,
      }
    : { sentence, commands: [update] };
}

/** Whether the trust policy lets the ServiceAccount's token in. */
export const check: Check = {
  meta: {
    id: 'trust-policy',
    link: 'trust-policy',
    question: 'Does the trust policy let the ServiceAccount in?',
    symptoms: [
      'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity',
    ],
    reads: ['iam:GetRole'],
    faults: [2, 3, 4, 5, 6, 36],
    mechanisms: ['irsa'],
    docs: 'docs/checks/trust-policy.md',
    needs: ['provider-exists', 'audience', 'role-exists'],
    provedByExchange: true,
  },
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
    const result = evaluateToken(document, claims);
    const { namespace, name } = observed.ref;
    if (result.decision === 'Allowed') {
      return pass(`Role ${role.name} trusts ${namespace}/${name}.`);
    }
    const { differences, undecidable } = trustDifferences(
      result,
      readTrustPolicy(document),
      claims,
    );
    if (differences.length === 0) {
      return undecided(
        `The trust policy of role ${
          role.name
        } also depends on ${undecidable.join(
          ', ',
        )}, which only a request of the pod itself can show.`,
      );
    }
    return fail(
      `${differences.join('; ')}.`,
      remediation(observed, role, claims),
    );
  },
};
