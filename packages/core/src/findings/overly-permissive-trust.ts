import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { narrowed } from '../checks/utils/narrowedTrust';
import { trustPolicyRemediation } from '../checks/utils/trustPolicyRemediation';
import { type Severity } from '../model/types';
import { lintRoleTrust, type LintedTrust } from './utils/lintRoleTrust';
import { trustExtent } from './utils/trustExtent';
import type { GovernanceAnswer, GovernanceCheck, RoleSubject } from './types';

interface Words {
  title: string;
  severity: Severity;
  impact: string;
}

const USELESS_WORDS: Words = {
  title: 'Trust policy statement has no effect',
  severity: 'low',
  impact: 'None: it trusts no known principal.',
};

/** The wording of dangerous rules. All other rules are about statements without effect. */
const WORDS: Record<string, Words> = {
  'open-principal': {
    title: 'Anybody can assume the role',
    severity: 'critical',
    impact: 'Anybody in AWS has the permissions of the role.',
  },
  'missing-subject': {
    title: 'Any ServiceAccount can assume the role',
    severity: 'high',
    impact: 'Every pod of the cluster can have the permissions of the role.',
  },
  'wildcard-subject': {
    title: 'Many ServiceAccounts can assume the role',
    severity: 'high',
    impact:
      'Every ServiceAccount that matches the pattern has the permissions of the role.',
  },
  'open-pod-identity': {
    title: 'Any cluster can give pods the role',
    severity: 'high',
    impact:
      'Anyone who creates EKS Pod Identity associations can give the role to any pod.',
  },
  'foreign-account': {
    title: 'Another account can assume the role',
    severity: 'medium',
    impact: 'Another account has the permissions of the role.',
  },
  'open-namespace': {
    title: 'Many ServiceAccounts can be associated with the role',
    severity: 'high',
    impact:
      'Anyone who creates EKS Pod Identity associations in such a namespace can give the role to its pods.',
  },
  'foreign-principal': {
    title: 'A principal of another account can assume the role',
    severity: 'low',
    impact: 'That principal has the permissions of the role.',
  },
  'missing-audience': {
    title: 'Trust policy does not check the audience',
    severity: 'low',
    impact: 'Tokens for any audience of the OIDC provider can assume the role.',
  },
};

/** Returns the linter's advice, without a ServiceAccount name if none is known. */
function adviceOf({ risk, claims }: LintedTrust): string {
  return risk.narrowable && claims && claims.subject === ''
    ? `name the ServiceAccounts that need the role in a condition on ${claims.issuer}:sub`
    : risk.advice;
}

function answerOf(
  { facts: { role } }: RoleSubject,
  document: PolicyDocument,
  [first, ...others]: LintedTrust[],
): GovernanceAnswer {
  const { statement, risk, claims } = first;
  const sentence = `In statement ${
    statement.index + 1
  } of the trust policy of role ${role.name}, ${adviceOf(first)}.`;
  const isSafe =
    risk.narrowable && claims && claims.subject !== '' && others.length === 0;
  const remediation = isSafe
    ? trustPolicyRemediation(
        role,
        narrowed(document, statement.index, claims),
        `${sentence} Other ServiceAccounts that use the role need statements of their own.`,
      )
    : { sentence };
  return {
    key: risk.id,
    ...(WORDS[risk.id] ?? USELESS_WORDS),
    message: `Statement ${statement.index + 1} of the trust policy of role ${
      role.name
    } ${risk.text}.`,
    facts: [first, ...others].map(found => ({
      label: `Statement ${found.statement.index + 1}`,
      value: found.risk.text,
    })),
    extent: trustExtent(
      [first, ...others].map(found => found.statement),
      document,
    ),
    remediation: remediation.sentence,
    ...(remediation.commands && { commands: remediation.commands }),
    ...(risk.fault !== undefined && { fault: risk.fault }),
  };
}

/** Runs the trust policy linter on every Allow statement and returns one finding for each of its rules. */
export const check: GovernanceCheck<'role'> = {
  meta: {
    id: 'overly-permissive-trust',
    subject: 'role',
    title: 'Overly permissive or ineffective trust policy statement',
    question:
      'Does the trust policy trust only those that it names, and is every statement effective?',
    requiredPermissions: [
      'iam:GetAccountAuthorizationDetails',
      'eks:DescribeCluster',
    ],
    docs: 'docs/reference/findings/overly-permissive-trust.md',
  },
  run(subject, context) {
    const { document } = subject.facts.role.trust;
    if (!document) return [];
    const found = lintRoleTrust(
      { ...subject, role: subject.facts.role },
      document,
      context,
    );
    const ids = [...new Set(found.map(({ risk }) => risk.id))];
    return ids.map(id =>
      answerOf(
        subject,
        document,
        found.filter(({ risk }) => risk.id === id),
      ),
    );
  },
};
