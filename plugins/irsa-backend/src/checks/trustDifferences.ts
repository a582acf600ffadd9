import type {
  Blocker,
  ConditionOutcome,
  EvaluationResult,
} from '@backstage-irsa/iam-policy';
import {
  parseSubject,
  type TrustStatement,
} from '@backstage-irsa/plugin-irsa-common';
import { WEB_IDENTITY_ACTION, type TokenClaims } from './trust';

const quote = (text: string) => `\`${text}\``;

function isExact(operator: string): boolean {
  return /StringEquals(IgnoreCase)?(IfExists)?$/.test(operator);
}

function describeSubject(
  { operator, wanted }: ConditionOutcome,
  claims: TokenClaims,
): string {
  const ours = parseSubject(claims.subject);
  const wildcard = wanted.find(value => /[*?]/.test(value));
  if (wildcard !== undefined && isExact(operator)) {
    return `Trust policy has a wildcard in ${quote(
      wildcard,
    )} under ${operator}, which takes it literally: StringLike reads wildcards`;
  }
  const named = wanted.length === 1 ? parseSubject(wanted[0]) : undefined;
  if (!named || !ours) {
    return `Trust policy names subject ${wanted
      .map(quote)
      .join(' or ')}, the ServiceAccount's is ${quote(claims.subject)}`;
  }
  const differences = [
    ...(named.namespace === ours.namespace
      ? []
      : [`namespace ${quote(named.namespace)}`]),
    ...(named.name === ours.name
      ? []
      : [`ServiceAccount ${quote(named.name)}`]),
  ];
  return `Trust policy names ${differences.join(' and ')}`;
}

/** The claim that a condition key was meant for, whatever stands before it. */
function claimOf(key: string): 'sub' | 'aud' | undefined {
  const suffix = /:(sub|aud)$/i.exec(key)?.[1].toLocaleLowerCase('en-US');
  return suffix === 'sub' || suffix === 'aud' ? suffix : undefined;
}

function isKeyOf(key: string, issuer: string, claim: string): boolean {
  return (
    key.toLocaleLowerCase('en-US') ===
    `${issuer}:${claim}`.toLocaleLowerCase('en-US')
  );
}

function describeCondition(
  condition: ConditionOutcome,
  claims: TokenClaims,
): string | undefined {
  const { key } = condition;
  const claim = claimOf(key);
  if (claim === undefined) return undefined;
  if (isKeyOf(key, claims.issuer, claim)) {
    return claim === 'sub'
      ? describeSubject(condition, claims)
      : `Trust policy names audience ${condition.wanted
          .map(quote)
          .join(' or ')}, tokens carry ${quote(claims.audience)}`;
  }
  const wanted = quote(`${claims.issuer}:${claim}`);
  return key.startsWith('arn:')
    ? `Trust policy has the condition key ${quote(
        key,
      )}, which carries the ARN's prefix: it must be ${wanted}`
    : `Trust policy has the condition key ${quote(
        key,
      )} of another issuer: it must be ${wanted}`;
}

/** Conditions that no token decides, such as `aws:SourceIp`. */
function foreignKeys(blocker: Blocker): string[] {
  return (blocker.conditions ?? [])
    .map(({ key }) => key)
    .filter(key => claimOf(key) === undefined);
}

function describeStatement(
  statement: TrustStatement,
  claims: TokenClaims,
): string {
  const action = statement.actions.some(
    name =>
      name.toLocaleLowerCase('en-US') ===
      WEB_IDENTITY_ACTION.toLocaleLowerCase('en-US'),
  );
  const issuer = statement.issuers[0];
  if (issuer !== undefined && issuer !== claims.issuer) {
    return `Trust policy names issuer ${quote(
      issuer,
    )}, the cluster's is ${quote(claims.issuer)}`;
  }
  if (!statement.federated.includes(claims.providerArn)) {
    const named = [...statement.federated, ...statement.others];
    return `Trust policy trusts ${
      named.map(quote).join(', ') || 'nobody'
    } instead of ${quote(claims.providerArn)}`;
  }
  return action
    ? 'Trust policy does not let the token in'
    : `Trust policy allows ${statement.actions
        .map(quote)
        .join(', ')} instead of ${quote(WEB_IDENTITY_ACTION)}`;
}

/** Why a trust policy does not let a token in. */
export interface TrustDifferences {
  /** Sentences without full stops, the most telling first. */
  differences: string[];
  /** Condition keys that only the pod's own request could answer. */
  undecidable: string[];
}

/** Says exactly what differs between a token and a trust policy that refused it. */
export function trustDifferences(
  result: EvaluationResult,
  statements: TrustStatement[],
  claims: TokenClaims,
): TrustDifferences {
  const denial = result.blockedBy.find(
    ({ cause }) => cause === 'explicit-deny',
  );
  if (denial) {
    const place = (denial.statement ?? 0) + 1;
    return {
      differences: [`Statement ${place} of the trust policy denies it`],
      undecidable: [],
    };
  }
  const unmet = result.blockedBy.filter(({ cause }) => cause === 'condition');
  const differences = unmet.flatMap(({ conditions }) =>
    (conditions ?? []).flatMap(
      condition => describeCondition(condition, claims) ?? [],
    ),
  );
  if (unmet.length > 0) {
    return { differences, undecidable: unmet.flatMap(foreignKeys) };
  }
  const allows = statements.filter(({ effect }) => effect === 'Allow');
  return {
    differences:
      allows.length === 0
        ? ['Trust policy allows nothing']
        : allows.map(statement => describeStatement(statement, claims)),
    undecidable: [],
  };
}
