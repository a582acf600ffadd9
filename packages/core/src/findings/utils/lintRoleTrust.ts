import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { oidcProviderArn, parseArn } from '../../arn/arn';
import { ANY_DNS_SUFFIX } from '../../arn/partition';
import { POD_IDENTITY_SERVICE } from '../../checks/utils/podIdentityTrust';
import { decideToken, type TokenClaims } from '../../checks/utils/trust';
import { lintTrust } from '../../checks/utils/trustLint';
import { audiencesIn } from '../../checks/utils/trustProbes';
import type { TrustRisk } from '../../checks/utils/trustRisk';
import { DEFAULT_AUDIENCE } from '../../model/annotations';
import type { ObservedRole } from '../../model/observed';
import {
  subjectOf,
  type ServiceAccountRef,
} from '../../model/serviceAccountRef';
import {
  issuerOfProviderArn,
  readTrustPolicy,
  type TrustStatement,
} from '../../trust/read';
import type { GovernanceContext } from '../types';

/** A role with the ServiceAccounts that have it. */
export interface TrustingRole {
  accountId: string;
  role: ObservedRole;
  holders: ServiceAccountRef[];
}

/** The host and path of EKS issuers. Source: "IAM roles for service accounts", Amazon EKS User Guide; other partitions use their DNS suffix. */
const OF_EKS = new RegExp(`^oidc\\.eks\\.[a-z0-9-]+\\.${ANY_DNS_SUFFIX}/`);

/** Rules that can explain why a principal is not admitted. */
const USELESS = [
  ...['literal-wildcard', 'prefixed-key', 'foreign-key'],
  'dead-issuer',
];

/** A risk of a statement, with the claims of the cluster for which it was found. */
export interface LintedTrust {
  statement: TrustStatement;
  risk: TrustRisk;
  claims?: TokenClaims;
}

/** Returns the only ServiceAccount that has the role in the cluster of an issuer; undefined if there is none or more than one. */
function onlyHolder(
  { holders }: TrustingRole,
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
  subject: TrustingRole,
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
  { accountId, role }: TrustingRole,
  { issuers, issuersComplete }: GovernanceContext,
): TokenClaims[] {
  const partition = parseArn(role.arn)?.partition ?? 'aws';
  return issuersComplete
    ? liveIssuersOf(issuers).map(live => ({
        ...live,
        providerArn: oidcProviderArn(partition, accountId, live.issuer),
        audience: DEFAULT_AUDIENCE,
        subject: '',
      }))
    : [];
}

/** Runs the trust policy linter for every EKS issuer of the trust policy, and for unknown issuers. */
export function lintRoleTrust(
  subject: TrustingRole,
  document: PolicyDocument,
  context: GovernanceContext,
): LintedTrust[] {
  const known = {
    roleArn: subject.role.arn,
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
  const keyOf = ({ statement, risk }: LintedTrust) =>
    `${statement.index} ${risk.id} ${risk.text}`;
  const found = [...new Map(all.map(one => [keyOf(one), one])).values()];
  const isReported = isReportedByChain(subject, statements, context);
  return found.filter(({ risk }) => !(isReported && USELESS.includes(risk.id)));
}

/** Whether a holder that uses a token is not admitted. Then its chain is broken, and `chain-broken` reports the statement without effect. */
function isReportedByChain(
  { accountId, role, holders }: TrustingRole,
  statements: TrustStatement[],
  { issuers }: GovernanceContext,
): boolean {
  const { arn, trust } = role;
  const partition = parseArn(arn)?.partition ?? 'aws';
  const byAssociation = statements.some(({ others }) =>
    others.includes(`Service: ${POD_IDENTITY_SERVICE}`),
  );
  return (
    !byAssociation &&
    holders.some(holder => {
      const issuer = issuers[holder.cluster];
      const { document } = trust;
      if (issuer === undefined || !document) return false;
      return audiencesIn(statements).every(
        audience =>
          decideToken(document, {
            ...{ issuer, audience, subject: subjectOf(holder) },
            providerArn: oidcProviderArn(partition, accountId, issuer),
          }).answer === 'denied',
      );
    })
  );
}
