import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import {
  issuerOfProviderArn,
  readTrustPolicy,
  type TrustStatement,
} from '../../trust/read';
import { statementsOf } from '../../model/document';
import { parseSubject } from '../../model/serviceAccountRef';
import type { TokenClaims } from './trust';
import { claimOf, isExact, isKeyOf } from './trustKeys';
import {
  foreignAccount,
  foreignPrincipal,
  openNamespace,
  openPodIdentity,
  openPrincipal,
} from './principalRules';
import type { TrustRisk } from './trustRisk';
import {
  letsInAnyAudience,
  letsInNobody,
  openSubjects,
  type Probed,
} from './trustProbes';

/** The context of the rules besides the statement. `claims` is absent if the cluster's tokens are not known. */
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
  const deadProviders = federated.filter(arn => {
    const issuer = issuerOfProviderArn(arn);
    return issuer?.startsWith(`${host}/`) && !live.includes(issuer);
  });
  if (deadProviders.length === 0) return undefined;
  const issuer = issuerOfProviderArn(deadProviders[0]);
  return {
    id: 'dead-issuer',
    text: `names issuer ${issuer}, which belongs to no configured cluster`,
    advice: `remove issuer ${issuer}, unless a cluster that is not configured here uses it`,
    fault: 'old-issuer',
    deadProviders,
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
  openNamespace,
  foreignAccount,
  foreignPrincipal,
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
