import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { DEFAULT_AUDIENCE } from '../model/annotations';
import {
  issuerOfProviderArn,
  readTrustPolicy,
  type TrustStatement,
} from '../trust/read';
import { oidcProviderArn, parseArn } from '../arn/arn';
import { ANY_DNS_SUFFIX } from '../arn/partition';
import { subjectOf } from '../model/serviceAccountRef';
import { type Severity } from '../model/types';
import { narrowed } from '../checks/utils/narrowedTrust';
import { POD_IDENTITY_SERVICE } from '../checks/utils/podIdentityTrust';
import { decideToken, type TokenClaims } from '../checks/utils/trust';
import { lintTrust, type TrustRisk } from '../checks/utils/trustLint';
import { trustPolicyRemediation } from '../checks/utils/trustPolicyRemediation';
import type {
  GovernanceAnswer,
  GovernanceCheck,
  GovernanceContext,
  RoleSubject,
} from './types';

/** The host and path of EKS issuers. Source: "IAM roles for service accounts", Amazon EKS User Guide; other partitions use their DNS suffix. */
const OF_EKS = new RegExp(`^oidc\\.eks\\.[a-z0-9-]+\\.${ANY_DNS_SUFFIX}/`);

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
  'missing-audience': {
    title: 'Trust policy does not check the audience',
    severity: 'low',
    impact: 'Tokens for any audience of the OIDC provider can assume the role.',
  },
};

/** Rules that can explain why a principal is not admitted. */
const USELESS = [
  ...['literal-wildcard', 'prefixed-key', 'foreign-key'],
  'dead-issuer',
];

interface Linted {
  statement: TrustStatement;
  risk: TrustRisk;
  claims?: TokenClaims;
}

/** Returns the only ServiceAccount that has the role in the cluster of an issuer; undefined if there is none or more than one. */
function onlyHolder(
  { holders }: RoleSubject,
  issuer: string,
  { issuers }: GovernanceContext,
) {
  const [first, ...others] = holders.filter(
    ({ cluster }) => issuers[cluster] === issuer,
  );
  return others.length === 0 ? first : undefined;
}

/** Returns token claims for each EKS issuer in the trust policy, with the subject of the only holder of the role, if there is one. */
function claimsOf(
  subject: RoleSubject,
  statements: TrustStatement[],
  context: GovernanceContext,
): TokenClaims[] {
  const providers = new Set(statements.flatMap(({ federated }) => federated));
  return [...providers].flatMap(providerArn => {
    const issuer = issuerOfProviderArn(providerArn);
    if (!issuer || !OF_EKS.test(issuer)) return [];
    const holder = onlyHolder(subject, issuer, context);
    return {
      issuer,
      providerArn,
      audience: DEFAULT_AUDIENCE,
      subject: holder ? subjectOf(holder) : '',
    };
  });
}

type LiveIssuer = Required<Pick<TokenClaims, 'issuer' | 'otherIssuers'>>;

/** Caches live issuers by the issuers of the clusters, which all roles of a scan share. */
const liveIssuers = new WeakMap<GovernanceContext['issuers'], LiveIssuer[]>();

/**
 * Returns one live issuer per host. Clusters of a region share the host, and one of them suffices to detect a deleted issuer of that host, while
 * there can be hundreds of clusters.
 */
function liveIssuersOf(issuers: GovernanceContext['issuers']): LiveIssuer[] {
  const known = liveIssuers.get(issuers);
  if (known) return known;
  const live = [...new Set(Object.values(issuers))];
  const ofEachHost = new Map(
    live.map(issuer => [issuer.split('/')[0], issuer]),
  );
  const all = [...ofEachHost.values()].map(issuer => ({
    issuer,
    otherIssuers: live.filter(other => other !== issuer),
  }));
  liveIssuers.set(issuers, all);
  return all;
}

/** Returns claims for the configured clusters, to detect issuers that no longer exist. Empty unless all issuers are known. */
function liveClaims(
  { accountId, facts }: RoleSubject,
  { issuers, issuersComplete }: GovernanceContext,
): TokenClaims[] {
  const partition = parseArn(facts.role.arn)?.partition ?? 'aws';
  return issuersComplete
    ? liveIssuersOf(issuers).map(live => ({
        ...live,
        providerArn: oidcProviderArn(partition, accountId, live.issuer),
        audience: DEFAULT_AUDIENCE,
        subject: '',
      }))
    : [];
}

function lint(
  subject: RoleSubject,
  document: PolicyDocument,
  context: GovernanceContext,
): Linted[] {
  const known = {
    roleArn: subject.facts.role.arn,
    at: context.now.toISOString(),
  };
  const statements = readTrustPolicy(document);
  const own = claimsOf(subject, statements, context);
  const all = [
    ...lintTrust(document, known),
    ...own.flatMap(claims =>
      lintTrust(document, { ...known, claims }).map(found => ({
        ...found,
        claims,
      })),
    ),
    ...liveClaims(subject, context).flatMap(claims =>
      lintTrust(document, { ...known, claims }).filter(
        ({ risk }) => risk.id === 'dead-issuer',
      ),
    ),
  ];
  const keyOf = ({ statement, risk }: Linted) =>
    `${statement.index} ${risk.id} ${risk.text}`;
  const found = [...new Map(all.map(one => [keyOf(one), one])).values()];
  const told = isToldByChain(subject, statements, context);
  return found.filter(({ risk }) => !(told && USELESS.includes(risk.id)));
}

/** Whether a holder that uses a token is not admitted. Then its chain is broken, and `chain-broken` reports the statement without effect. */
function isToldByChain(
  { accountId, facts, holders }: RoleSubject,
  statements: TrustStatement[],
  { issuers }: GovernanceContext,
): boolean {
  const { arn, trust } = facts.role;
  const partition = parseArn(arn)?.partition ?? 'aws';
  const byAssociation = statements.some(({ others }) =>
    others.includes(`Service: ${POD_IDENTITY_SERVICE}`),
  );
  return (
    !byAssociation &&
    holders.some(holder => {
      const issuer = issuers[holder.cluster];
      if (issuer === undefined || !trust.document) return false;
      const { answer } = decideToken(trust.document, {
        issuer,
        subject: subjectOf(holder),
        audience: DEFAULT_AUDIENCE,
        providerArn: oidcProviderArn(partition, accountId, issuer),
      });
      return answer === 'denied';
    })
  );
}

/** Returns the linter's advice, without a ServiceAccount name if none is known. */
function adviceOf({ risk, claims }: Linted): string {
  return risk.narrowable && claims && claims.subject === ''
    ? `name the ServiceAccounts that need the role in a condition on ${claims.issuer}:sub`
    : risk.advice;
}

function answerOf(
  { facts: { role } }: RoleSubject,
  document: PolicyDocument,
  [first, ...others]: Linted[],
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
    const found = lint(subject, document, context);
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
