import type { FaultId } from '../../model/faults';
import {
  matchPattern,
  type ConditionOutcome,
  type EvaluationResult,
} from '@backstage-irsa/iam-policy';
import { timeText } from '../../model/timeText';
import { parseSubject } from '../../model/serviceAccountRef';
import { type TrustStatement } from '../../trust/read';
import { WEB_IDENTITY_ACTION, type TokenClaims } from './trust';
import {
  claimOf,
  isDualStack,
  isExact,
  isKeyOf,
  sameCluster,
} from './trustKeys';

/** A difference between a trust policy and the token. */
interface TrustDifference {
  /** A sentence without a period. */
  text: string;
  /** The fault; absent if the difference is not a known one. */
  fault?: FaultId;
}

const quote = (text: string) => `\`${text}\``;

function describeSubject(
  { operator, wanted }: ConditionOutcome,
  claims: TokenClaims,
): TrustDifference {
  const ours = parseSubject(claims.subject);
  const wildcard = wanted.find(value => /[*?]/.test(value));
  if (wildcard !== undefined && isExact(operator)) {
    return {
      text: `Trust policy has a wildcard in ${quote(
        wildcard,
      )} under ${operator}, which matches it literally: StringLike supports wildcards`,
      fault: 'wildcard-under-equals',
    };
  }
  const named = wanted.length === 1 ? parseSubject(wanted[0]) : undefined;
  if (!named || !ours) {
    return {
      text: `Trust policy names subject ${wanted
        .map(quote)
        .join(' or ')}, the ServiceAccount's is ${quote(claims.subject)}`,
      fault: 'wrong-subject',
    };
  }
  const differences = [
    ...(named.namespace === ours.namespace
      ? []
      : [`namespace ${quote(named.namespace)}`]),
    ...(named.name === ours.name
      ? []
      : [`ServiceAccount ${quote(named.name)}`]),
  ];
  return {
    text: `Trust policy names ${differences.join(' and ')}`,
    fault: 'wrong-subject',
  };
}

function describeKey(
  key: string,
  claim: string,
  claims: TokenClaims,
): TrustDifference {
  const wanted = quote(`${claims.issuer}:${claim}`);
  if (key.startsWith('arn:')) {
    return {
      text: `Trust policy has the condition key ${quote(
        key,
      )}, which has the prefix of an ARN: it must be ${wanted}`,
      fault: 'arn-prefixed-key',
    };
  }
  const issuer = key.slice(0, -`:${claim}`.length);
  if (isDualStack(issuer, claims.issuer)) {
    return {
      text: `Trust policy has the condition key ${quote(
        key,
      )} of the issuer's dual-stack host, which no token has: it must be ${wanted}`,
      fault: 'dual-stack-issuer',
    };
  }
  return sameCluster(issuer, claims.issuer)
    ? {
        text: `Trust policy misspells the issuer's host in the condition key ${quote(
          key,
        )}: it must be ${wanted}`,
        fault: 'mistyped-issuer-host',
      }
    : {
        text: `Trust policy has the condition key ${quote(
          key,
        )} of another issuer: it must be ${wanted}`,
        fault: 'old-issuer',
      };
}

const TIME_KEY = /^aws:(currenttime|epochtime)$/i;

/** Describes an unmet condition on the time. Values are dates, or seconds since 1970. */
function describeTime({
  operator,
  wanted: [value = ''],
}: ConditionOutcome): string {
  const when = timeText(
    /^\d{1,11}$/.test(value)
      ? new Date(Number(value) * 1000).toISOString()
      : value,
  );
  if (/LessThan/.test(operator)) return `access expired on ${when}`;
  return /GreaterThan/.test(operator)
    ? `access starts on ${when}`
    : 'it is another time now';
}

function describeCondition(
  condition: ConditionOutcome,
  claims: TokenClaims,
): TrustDifference {
  const { key, wanted, operator } = condition;
  const claim = claimOf(key);
  if (claim === undefined) {
    const required = `Trust policy requires ${quote(
      key,
    )} with ${operator} ${wanted.map(quote).join(' or ')}`;
    return {
      text: TIME_KEY.test(key)
        ? `${required}: ${describeTime(condition)}`
        : `${required}, which the pods' requests do not have`,
      fault: 'more-conditions',
    };
  }
  if (!isKeyOf(key, claims.issuer, claim)) {
    return describeKey(key, claim, claims);
  }
  return claim === 'sub'
    ? describeSubject(condition, claims)
    : {
        text: `Trust policy names audience ${wanted
          .map(quote)
          .join(' or ')}, but tokens have ${quote(claims.audience)}`,
        fault: 'audience-differs',
      };
}

function isWebIdentity(action: string): boolean {
  return matchPattern(action, WEB_IDENTITY_ACTION, { ignoreCase: true });
}

function describeStatement(
  statement: TrustStatement,
  claims: TokenClaims,
): TrustDifference {
  const issuer = statement.issuers[0];
  if (issuer !== undefined && isDualStack(issuer, claims.issuer)) {
    return {
      text: `Trust policy names the issuer by its dual-stack host, ${quote(
        issuer,
      )}, which no token has: tokens have ${quote(claims.issuer)}`,
      fault: 'dual-stack-issuer',
    };
  }
  if (issuer !== undefined && issuer !== claims.issuer) {
    return {
      text: `Trust policy names issuer ${quote(
        issuer,
      )}, the cluster's is ${quote(claims.issuer)}`,
      fault: sameCluster(issuer, claims.issuer)
        ? 'mistyped-issuer-host'
        : 'old-issuer',
    };
  }
  if (!statement.federated.includes(claims.providerArn)) {
    const named = [...statement.federated, ...statement.others];
    return {
      text: `Trust policy trusts ${
        named.map(quote).join(', ') || 'nobody'
      } instead of ${quote(claims.providerArn)}`,
    };
  }
  return {
    text: statement.actions.some(isWebIdentity)
      ? 'Trust policy does not accept the token'
      : `Trust policy allows ${statement.actions
          .map(quote)
          .join(', ')} instead of ${quote(WEB_IDENTITY_ACTION)}`,
  };
}

/**
 * The faults in order of significance. In a policy with statements for several ServiceAccounts, a statement with an error says more than one that
 * names another ServiceAccount.
 */
const TELLING: (FaultId | undefined)[] = [
  'more-conditions',
  'wildcard-under-equals',
  'arn-prefixed-key',
  'dual-stack-issuer',
  'mistyped-issuer-host',
  'old-issuer',
  'audience-differs',
  'wrong-subject',
];

function rank({ fault }: TrustDifference): number {
  const place = TELLING.indexOf(fault);
  return place < 0 ? TELLING.length : place;
}

/** Whether a statement names this ServiceAccount, but under an issuer that no known cluster has. */
function isStale(
  { conditions, issuers }: TrustStatement,
  { issuer, otherIssuers = [], subject }: TokenClaims,
): boolean {
  const live = [issuer, ...otherIssuers];
  return (
    issuers.length > 0 &&
    !issuers.some(name => live.includes(name)) &&
    conditions.some(
      ({ key, values }) => claimOf(key) === 'sub' && values.includes(subject),
    )
  );
}

/**
 * Lists the differences between a token and a trust policy that refuses it, most significant first. The evaluation result must not include conditions
 * on open keys.
 */
export function trustDifferences(
  { blockedBy }: EvaluationResult,
  statements: TrustStatement[],
  claims: TokenClaims,
): TrustDifference[] {
  const denial = blockedBy.find(({ cause }) => cause === 'explicit-deny');
  if (denial) {
    const { statement = 0 } = denial;
    const text = `Statement ${statement + 1} of the trust policy denies it`;
    return [{ text, fault: 'more-conditions' }];
  }
  const unmet = blockedBy.filter(({ cause }) => cause === 'condition');
  const others = statements
    .filter(({ effect }) => effect === 'Allow')
    .filter(statement => unmet.length === 0 || isStale(statement, claims))
    .map(statement => describeStatement(statement, claims));
  const differences = [
    ...unmet.flatMap(({ conditions = [] }) =>
      conditions.map(condition => describeCondition(condition, claims)),
    ),
    ...others,
  ].sort((a, b) => rank(a) - rank(b));
  return differences.length > 0
    ? differences
    : [{ text: 'Trust policy allows nothing' }];
}
