import { SAMPLES, sampleNames } from '../compare/sample-names';
import { asList } from '../document/shape';
import type { CompiledStatement } from '../evaluate/statement';
import { compileTokens, NO_VARIABLES } from '../match/pattern';
import type { OpenStatement } from './open-statements';
import { some } from './risk';
import type { Risk } from './types';
import {
  isPattern,
  isRequirement,
  outlineOf,
  valuesOf,
  type WantedValue,
} from './values';

/**
 * The claims with which a trust policy limits the providers that AWS knows by name: the application, or the user. Anyone can have both there.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: Principal" and "IAM and AWS STS condition context keys".
 */
const SHARED = new Map([
  ['cognito-identity.amazonaws.com', ['aud', 'sub']],
  ['accounts.google.com', ['aud', 'oaud', 'sub', 'email']],
  ['www.amazon.com', ['app_id', 'user_id']],
  ['graph.facebook.com', ['app_id', 'id']],
]);

const GITHUB = 'token.actions.githubusercontent.com';

/** A subject that names its organization, such as `repo:octo/*`. Anyone can create an organization that `repo:octo*` matches. */
const OF_ORGANIZATION = /^[^*:]+:[^*/:]+[/:]/;
const OF_REPOSITORY = /^[^*/]+\//;

/**
 * For OIDC providers with the same issuer for all organizations, the claims that limit tokens to those of some organization, and how their patterns must
 * begin.
 *
 * Source: IAM User Guide, "Identity-provider controls for shared OIDC providers".
 */
const ISSUED_FOR_ALL = new Map<string, Map<string, RegExp>>([
  [
    GITHUB,
    new Map([
      ['sub', OF_ORGANIZATION],
      ...['job_workflow_ref', 'repository'].map((claim): [string, RegExp] => [
        claim,
        OF_REPOSITORY,
      ]),
      ...[
        ...['repository_id', 'repository_owner', 'repository_owner_id'],
        ...['actor', 'actor_id', 'enterprise', 'enterprise_id'],
      ].map((claim): [string, RegExp] => [claim, /^[^*]*$/]),
    ]),
  ],
  ...['gitlab.com', 'app.terraform.io', 'agent.buildkite.com'].map(
    (host): [string, Map<string, RegExp>] => [
      host,
      new Map([['sub', OF_ORGANIZATION]]),
    ],
  ),
]);

const OIDC = /:oidc-provider\/(.+)$/;

/** Finds trust policy statements for an identity provider that have no condition on the subject, or a subject pattern with wildcards. */
export function providerRisk(statements: OpenStatement[]): Risk[] {
  const federated = statements.flatMap(({ statement, denies, ref }) => {
    const providers = providersOf(statement);
    const isDenied = denies.some(({ conditions }) => conditions.length === 0);
    return providers.length > 0 && !isDenied
      ? { ref, providers, ...limitsOf(statement, providers) }
      : [];
  });
  const unnamed = federated.filter(({ isLimited }) => !isLimited);
  const wildcard = federated.filter(
    ({ isLimited, patterns }) => isLimited && patterns.length > 0,
  );
  const risks: Risk[] = [];
  if (unnamed.length > 0) {
    const isShared = unnamed.some(({ providers }) =>
      providers.some(name => SHARED.has(name)),
    );
    risks.push({
      id: 'any-subject-trust',
      severity: 'high',
      message: `Every identity of the provider can assume the role: no condition restricts the subject${
        isShared ? ' or the application' : ''
      }.`,
      evidence: unnamed.map(({ ref }) => ref),
    });
  }
  if (wildcard.length > 0) {
    risks.push({
      id: 'wildcard-subject-trust',
      severity: 'medium',
      message: `Every identity whose subject matches ${some(
        wildcard.flatMap(({ patterns }) => patterns),
      )} can assume the role.`,
      evidence: wildcard.map(({ ref }) => ref),
    });
  }
  return risks;
}

/** Returns the hosts of the OIDC providers that a statement trusts, and `*` if it trusts all. */
function providersOf({ source: { Principal } }: CompiledStatement): string[] {
  if (typeof Principal !== 'object') return [];
  return asList(Principal.Federated).flatMap(name => {
    const host = OIDC.exec(name)?.[1] ?? name;
    return host !== name || host === '*' || SHARED.has(host) ? host : [];
  });
}

/** Returns whether the conditions limit a statement to some identities, and the patterns if they do so only by patterns of subjects. */
function limitsOf(
  statement: CompiledStatement,
  providers: string[],
): { isLimited: boolean; patterns: string[] } {
  const limits = statement.conditions
    .filter(condition => isRequirement(condition, statement.conditions))
    .map(condition => {
      const key = condition.key.toLowerCase();
      const [, host = '', claim = ''] = /^(.+):(\w+)$/.exec(key) ?? [];
      return { host, claim, values: valuesOf(condition, statement) };
    })
    .filter(limit => isLimit(limit, providers));
  const isExact = limits.some(
    ({ claim, values }) => claim !== 'sub' || !values.some(isPattern),
  );
  const patterns = limits.flatMap(({ values }) => values.filter(isPattern));
  return {
    isLimited: limits.length > 0,
    patterns: isExact ? [] : patterns.map(({ source }) => source),
  };
}

/** The values that a condition requires for a claim of the tokens of a provider. */
interface Limit {
  host: string;
  claim: string;
  values: WantedValue[];
}

function isLimit({ host, claim, values }: Limit, providers: string[]): boolean {
  if (providers.includes(host)) {
    const shared = SHARED.get(host);
    if (shared) return shared.includes(claim) && !values.some(isPattern);
    const claims = ISSUED_FOR_ALL.get(host);
    if (claims) {
      const start = claims.get(claim);
      return (
        start !== undefined &&
        values.every(value => !isPattern(value) || start.test(outlineOf(value)))
      );
    }
  }
  return claim === 'sub' && !areOfAnyServiceAccount(values);
}

/** Names of 12 letters and digits, such as users choose. */
const NAMES = sampleNames[5];

/** If patterns match more of the subjects, they are no real limit. */
const MOST = SAMPLES / 32;

/** Checks whether patterns together match ServiceAccounts, or other subjects, that nobody has in mind. */
function areOfAnyServiceAccount(values: WantedValue[]): boolean {
  const patterns = values
    .filter(isPattern)
    .map(({ tokens }) => compileTokens(tokens));
  const isMatch = (subject: string) =>
    patterns.some(matches => matches(subject, NO_VARIABLES));
  return ['system:serviceaccount:', ''].some(type => {
    const matched = NAMES.filter((name, at) =>
      isMatch(type ? `${type}${name}:${NAMES[(at + 7) % SAMPLES]}` : name),
    );
    return matched.length > MOST;
  });
}
