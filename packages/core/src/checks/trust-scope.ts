import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { readTrustPolicy } from '../trust/read';
import { valueOf } from '../model/observation';
import type { Observed, ObservedRole } from '../model/observed';
import { notKnown, pass, warn } from './utils/answer';
import { narrowed } from './utils/narrowedTrust';
import { claimsOf } from './utils/trust';
import { lintTrust, namedSubjects } from './utils/trustLint';
import { trustPolicyRemediation } from './utils/trustPolicyRemediation';
import { withoutProviders } from './utils/withoutProviders';
import type { Check, CheckAnswer } from './types';

function lint(
  observed: Observed,
  role: ObservedRole,
  document: PolicyDocument,
): CheckAnswer {
  const claims = claimsOf(observed);
  const linted = lintTrust(document, {
    claims,
    ...{ roleArn: role.arn, at: observed.at },
  });
  const worst = linted.find(({ risk }) => !risk.isDeliberate);
  if (!worst) {
    const named = namedSubjects(readTrustPolicy(document));
    return pass(
      named.length > 1
        ? `The trust policy names ${
            named.length
          } ServiceAccounts, which share the role: ${named.join(', ')}.`
        : 'The trust policy names its ServiceAccounts.',
    );
  }
  const { statement, risk } = worst;
  const { index } = statement;
  const sentence = `In statement ${index + 1} of the trust policy, ${
    risk.advice
  }.`;
  const told = `Statement ${index + 1} of the trust policy ${risk.text}.`;
  if (claims && risk.narrowable) {
    const remediation = trustPolicyRemediation(
      role,
      narrowed(document, index, claims),
      `${sentence} Other ServiceAccounts that use the role need statements of their own.`,
    );
    return warn(told, remediation, risk.fault);
  }
  // All dead providers at once, so that the service is verified afterward.
  const rest =
    risk.deadProviders &&
    withoutProviders(
      document,
      linted.flatMap(({ risk: { deadProviders = [] } }) => deadProviders),
    );
  return warn(
    told,
    rest ? trustPolicyRemediation(role, rest, sentence) : { sentence },
    risk.fault,
  );
}

/** Checks whether the trust policy admits only the ServiceAccounts that it names, and whether every statement is effective. */
export const check: Check = {
  meta: {
    id: 'trust-scope',
    link: 'trust-policy',
    question:
      'Does the trust policy trust only the named ServiceAccounts, and is every statement effective?',
    symptoms: [],
    requiredPermissions: ['iam:GetRole', 'eks:DescribeCluster'],
    faults: [
      'old-issuer',
      'wildcard-under-equals',
      'arn-prefixed-key',
      'no-subject',
    ],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/reference/checks/trust-scope.md',
    needs: ['trust-policy', 'pod-identity-trust'],
    provedByExchange: false,
  },
  run(observed) {
    const role = valueOf(observed.role);
    const document = role?.trust.document;
    return role && document
      ? lint(observed, role, document)
      : notKnown('The trust policy', observed.role);
  },
};
