import type { FaultId } from '../../model/faults';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import {
  issuerOfProviderArn,
  readTrustPolicy,
  type TrustStatement,
} from '../../trust/read';
import { accountIdOf, parseArn } from '../../arn/arn';
import { statementsOf } from '../../model/document';
import { parseSubject } from '../../model/serviceAccountRef';
import { POD_IDENTITY_SERVICE } from './podIdentityTrust';
import type { TokenClaims } from './trust';
import { claimOf, isExact, isKeyOf } from './trustKeys';
import {
  letsInAll,
  letsInAnyAssociation,
  letsInAnyAudience,
  letsInAnybody,
  letsInNobody,
  openSubjects,
  type Probed,
} from './trustProbes';

/** A risk or a useless part in an Allow statement of a trust policy. */
export interface TrustRisk {
  /** The ID of the rule that found it, in kebab-case. */
  id: string;
  /** The effect of the statement, as text that follows its number. */
  text: string;
  /** The recommended action. */
  advice: string;
  fault?: FaultId;
  /** Whether the risk concerns the subject of this cluster's tokens, so that naming the ServiceAccount fixes it. */
  narrowable?: true;
}

/** The context of the rules besides the statement. `claims` is absent for EKS Pod Identity. */
export interface LintContext {
  claims?: TokenClaims;
  roleArn: string;
  /** The time of the check, in ISO 8601. */
  at: string;
}

/** An Allow statement, together with the Deny statements of its document. */
type Linted = Probed & LintContext;

type Rule = (linted: Linted) => TrustRisk | undefined;

/** Returns the conditions that restrict a statement to values of the claim. */
function positive(statement: TrustStatement, claim: 'sub' | 'aud') {
  return statement.conditions.filter(
    ({ key, operator }) =>
      claimOf(key) === claim && !/Not|Null|IfExists/.test(operator),
  );
}

function isOurs({ federated }: TrustStatement, claims?: TokenClaims): boolean {
  return claims !== undefined && federated.includes(claims.providerArn);
}

const openSubject: Rule = linted => {
  const { statement, claims } = linted;
  if (!claims || !isOurs(statement, claims)) return undefined;
  const open = openSubjects(linted, claims);
  if (!open) return undefined;
  return open.pattern === undefined
    ? {
        id: 'missing-subject',
        text: 'has no condition on the subject: any ServiceAccount of the cluster can assume the role',
        advice: `add StringEquals "${claims.issuer}:sub": "${claims.subject}"`,
        fault: 'no-subject',
        narrowable: true,
      }
    : {
        id: 'wildcard-subject',
        text: `trusts every subject like ${open.pattern}`,
        advice: `name "${claims.subject}" instead`,
        fault: 'no-subject',
        narrowable: true,
      };
};

const openPrincipal: Rule = linted =>
  linted.statement.others.some(name => name === '*' || name === 'AWS: *') &&
  letsInAnybody(linted)
    ? {
        id: 'open-principal',
        text: 'trusts anybody in AWS',
        advice: 'name the trusted principals',
        fault: 'no-subject',
      }
    : undefined;

const foreignAccount: Rule = linted => {
  const own = accountIdOf(linted.roleArn);
  const foreign = linted.statement.others
    .filter(name => name.startsWith('AWS: '))
    .map(name => name.slice('AWS: '.length))
    .map(name => ({
      name,
      id: /^\d{12}$/.test(name) ? name : parseArn(name)?.accountId,
    }))
    .find(({ name, id }) => id && id !== own && letsInAll(linted, name, id));
  return (
    foreign && {
      id: 'foreign-account',
      text: `trusts account ${foreign.id} without a condition that limits the principals`,
      advice: 'remove the account, or require an external ID',
    }
  );
};

const openPodIdentity: Rule = linted =>
  linted.statement.others.includes(`Service: ${POD_IDENTITY_SERVICE}`) &&
  letsInAnyAssociation(linted, POD_IDENTITY_SERVICE)
    ? {
        id: 'open-pod-identity',
        text: 'lets every EKS Pod Identity association of the account use the role',
        advice:
          'add conditions on aws:RequestTag/eks-cluster-arn, aws:RequestTag/kubernetes-namespace and aws:RequestTag/kubernetes-service-account',
        fault: 'no-subject',
      }
    : undefined;

const literalWildcard: Rule = linted => {
  const { statement } = linted;
  const literal = [
    ...positive(statement, 'sub'),
    ...positive(statement, 'aud'),
  ].find(
    ({ operator, values }) =>
      isExact(operator) && values.some(value => /[*?]/.test(value)),
  );
  return literal && letsInNobody(linted)
    ? {
        id: 'literal-wildcard',
        text: `has a wildcard under ${literal.operator}, which matches it literally: it trusts nobody`,
        advice: 'use StringLike, or name the ServiceAccounts',
        fault: 'wildcard-under-equals',
      }
    : undefined;
};

const prefixedKey: Rule = linted => {
  const prefixed = linted.statement.conditions.find(
    ({ key }) => claimOf(key) !== undefined && key.startsWith('arn:'),
  );
  return prefixed && letsInNobody(linted)
    ? {
        id: 'prefixed-key',
        text: `has the condition key ${prefixed.key}, which has the prefix of an ARN: it trusts nobody`,
        advice: 'start the key with the issuer',
        fault: 'arn-prefixed-key',
      }
    : undefined;
};

const foreignKey: Rule = linted => {
  const { conditions, issuers } = linted.statement;
  const foreign = conditions.find(({ key }) => {
    const claim = claimOf(key);
    return (
      claim !== undefined &&
      !key.startsWith('arn:') &&
      !issuers.some(issuer => isKeyOf(key, issuer, claim))
    );
  });
  return foreign && letsInNobody(linted)
    ? {
        id: 'foreign-key',
        text: `has the condition key ${foreign.key}, which belongs to no OIDC provider that it trusts: it trusts nobody`,
        advice: 'start the key with the issuer of the trusted provider',
      }
    : undefined;
};

const deadIssuer: Rule = ({ statement: { federated }, claims }) => {
  if (!claims?.otherIssuers) return undefined;
  const live = [claims.issuer, ...claims.otherIssuers];
  const [host] = claims.issuer.split('/');
  const dead = federated
    .map(issuerOfProviderArn)
    .find(
      issuer => issuer?.startsWith(`${host}/`) && !live.includes(issuer ?? ''),
    );
  return dead === undefined
    ? undefined
    : {
        id: 'dead-issuer',
        text: `names issuer ${dead}, which belongs to no configured cluster`,
        advice:
          'remove it, unless a cluster that is not configured here uses it',
        fault: 'old-issuer',
      };
};

const missingAudience: Rule = linted => {
  const { statement, claims } = linted;
  if (!claims || !isOurs(statement, claims)) return undefined;
  const isNamed = positive(statement, 'aud').some(({ key }) =>
    isKeyOf(key, claims.issuer, 'aud'),
  );
  return !isNamed && letsInAnyAudience(linted, claims)
    ? {
        id: 'missing-audience',
        text: 'has no condition on the audience',
        advice: `add StringEquals "${claims.issuer}:aud": "${claims.audience}"`,
      }
    : undefined;
};

/** The rules, in descending order of severity. */
const RULES: Rule[] = [
  openPrincipal,
  openSubject,
  openPodIdentity,
  foreignAccount,
  literalWildcard,
  prefixedKey,
  foreignKey,
  deadIssuer,
  missingAudience,
];

/** Returns every risk of the Allow statements, most severe first. */
export function lintTrust(
  document: PolicyDocument,
  context: LintContext,
): { statement: TrustStatement; risk: TrustRisk }[] {
  const statements = readTrustPolicy(document);
  const allows = statements.filter(({ effect }) => effect === 'Allow');
  const denies = statements.filter(({ effect }) => effect === 'Deny');
  const all = statementsOf(document);
  const linted = allows.map(statement => ({
    ...context,
    ...{ document, statement, denies },
    alone:
      allows.length === 1
        ? document
        : {
            ...document,
            Statement: [statement, ...denies].map(({ index }) => all[index]),
          },
  }));
  return RULES.flatMap(rule =>
    linted.flatMap(one => {
      const risk = rule(one);
      return risk ? { statement: one.statement, risk } : [];
    }),
  );
}

/** Returns the ServiceAccounts that statements name exactly, as `namespace/name`. */
export function namedSubjects(statements: TrustStatement[]): string[] {
  const subjects = statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(statement => positive(statement, 'sub'))
    .flatMap(({ values }) => values)
    .map(parseSubject)
    .flatMap(named => (named ? `${named.namespace}/${named.name}` : []));
  return [...new Set(subjects)];
}
