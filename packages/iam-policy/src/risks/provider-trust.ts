import type { CompiledCondition } from '../conditions/condition';
import { SAMPLES, sampleNames } from '../compare/sample-names';
import { asList } from '../document/shape';
import type { CompiledStatement } from '../evaluate/statement';
import { compileTokens, NO_VARIABLES } from '../match/pattern';
import type { Open } from './open-principals';
import { some } from './risk';
import type { Risk } from './types';
import { isPattern, isRequirement, valuesOf, type WantedValue } from './values';

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

/** The claims other than the subject that limit the tokens of a provider to those of some organization. */
const OF_ORGANIZATION = new Map([
  [
    'token.actions.githubusercontent.com',
    [
      ...['job_workflow_ref', 'repository', 'repository_id'],
      ...['repository_owner', 'repository_owner_id'],
      ...['actor', 'actor_id', 'enterprise', 'enterprise_id'],
    ],
  ],
]);

const OIDC = /:oidc-provider\/(.+)$/;

/** Finds trust policy statements for an identity provider that have no condition on the subject, or a subject pattern with wildcards. */
export function providerRisk(statements: Open[]): Risk[] {
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
    .map(condition => ({
      claim: claimOf(condition, providers),
      values: valuesOf(condition, statement),
    }))
    .filter(({ claim, values }) => claim && isLimit(claim, values));
  const isExact = limits.some(
    ({ claim, values }) => claim !== 'subject' || !values.some(isPattern),
  );
  const patterns = limits.flatMap(({ values }) => values.filter(isPattern));
  return {
    isLimited: limits.length > 0,
    patterns: isExact ? [] : patterns.map(({ source }) => source),
  };
}

/** What a claim says about an identity: its subject, its organization, or, for a shared provider, its application or user. */
type Claim = 'subject' | 'organization' | 'shared';

function claimOf(
  { key }: CompiledCondition,
  providers: string[],
): Claim | undefined {
  const [, host, claim] = /^(.+):(\w+)$/.exec(key.toLowerCase()) ?? [];
  if (claim === undefined) return undefined;
  const shared = SHARED.get(host);
  if (shared && providers.includes(host)) {
    return shared.includes(claim) ? 'shared' : undefined;
  }
  if (claim === 'sub') return 'subject';
  const isKnown =
    providers.includes(host) && OF_ORGANIZATION.get(host)?.includes(claim);
  return isKnown ? 'organization' : undefined;
}

function isLimit(claim: Claim, values: WantedValue[]): boolean {
  return claim === 'shared' ? !values.some(isPattern) : !areOfAnyone(values);
}

/** The subjects, and similar claims, of well-known providers: EKS, GitHub, GitLab, HCP Terraform, and others. */
const SUBJECTS: Array<(one: string, other: string) => string> = [
  (namespace, name) => `system:serviceaccount:${namespace}:${name}`,
  (owner, name) => `repo:${owner}/${name}:ref:refs/heads/main`,
  (owner, name) => `repo:${owner}/${name}:environment:production`,
  (owner, name) => `repo:${owner}/${name}:pull_request`,
  (group, name) => `project_path:${group}/${name}:ref_type:branch:ref:main`,
  (owner, name) =>
    `organization:${owner}:project:${name}:workspace:main:run_phase:apply`,
  (owner, name) =>
    `${owner}/${name}/.github/workflows/main.yml@refs/heads/main`,
  (owner, name) => `${owner}/${name}`,
  name => name,
];

/** Names of 12 letters and digits, such as users choose. */
const NAMES = sampleNames[5];

/** If patterns match more of the subjects, they are no real limit. */
const MOST = SAMPLES / 32;

/** Checks whether patterns together match subjects that nobody has in mind. */
function areOfAnyone(values: WantedValue[]): boolean {
  const patterns = values
    .filter(isPattern)
    .map(({ tokens }) => compileTokens(tokens));
  if (patterns.length === 0) return false;
  return SUBJECTS.some(subjectOf => {
    const matched = NAMES.filter((name, at) => {
      const subject = subjectOf(name, NAMES[(at + 7) % SAMPLES]);
      return patterns.some(matches => matches(subject, NO_VARIABLES));
    });
    return matched.length > MOST;
  });
}
