import type { Blocker, EvaluationResult } from '@backstage-irsa/iam-policy';
import type { LayerReading } from '../../model/types';
import { LEFT_TO_SESSION_TAGS } from '../whoCan/sessionTags';

const ORGANIZATION = {
  'service-control': 'service control policies',
  'resource-control': 'resource control policies',
};

/** The decision in plain words. Plain "allowed" is kept for when every layer was read. */
export function decisionSentence(
  result: Pick<
    EvaluationResult,
    'decision' | 'blockedBy' | 'missingContext' | 'exemption'
  >,
  known: {
    /** In words, when it is allowed under conditions whose keys were not given. */
    conditions?: string[];
    layers: LayerReading[];
    /** Whether the resource's own policy must allow it too. */
    resourceDecidesToo: boolean;
    /** Where what was not read may allow what nothing else does. */
    unknownReason?: string;
  },
): string {
  const unread = unreadLayers(known.layers, known.resourceDecidesToo);
  const caveat = unread.length > 0 ? `; ${listed(unread)} not read` : '';
  if (result.exemption) return `Allowed: ${result.exemption}`;
  if (result.decision === 'Allowed') {
    const by = unread.length > 0 ? " by the role's policies" : '';
    return `Allowed${by}${caveat}.${maybeDenied(result.missingContext)}`;
  }
  if (result.decision === 'ExplicitlyDenied') {
    return `Denied: ${messages(result.blockedBy)}${unlessGiven(
      result,
    )}${ifAssumed(result.blockedBy, known.layers)}`;
  }
  if (known.conditions) {
    const conditions = known.conditions.join(' and ');
    return `Allowed by the role's policies only ${conditions}${caveat}.`;
  }
  if (known.unknownReason !== undefined) {
    return `Unknown: ${messages(result.blockedBy)} ${known.unknownReason}`;
  }
  return `Denied: ${grantedBut(result.blockedBy)}${messages(
    result.blockedBy,
  )}${ifAssumed(result.blockedBy, known.layers)}`;
}

function isBy(wanted: LayerReading['layer'], blockers: Blocker[]): boolean {
  return blockers.some(({ layer }) => layer === wanted);
}

/** What is not known and may allow what is implicitly denied, with the reason; undefined where nothing may. */
export function unknownReasonOf(
  { blockedBy }: Pick<EvaluationResult, 'blockedBy'>,
  known: {
    layers: LayerReading[];
    /** Whether only what is not known denies it: the policy of the resource, which was not read, or RCPs of an account that may not own it. */
    isLeftToPolicy: boolean;
    /** Whether a resource that a policy allows is named by tags of which only the session shows the values. */
    isLeftToTags: boolean;
    /** Why grants of a KMS key, of which one may allow it, were not read. */
    unreadGrants?: string;
    /** Keys of the request on which each denial hangs, where without these it may be allowed. */
    openKeys?: string[];
  },
): string | undefined {
  const { layers, isLeftToPolicy, isLeftToTags, unreadGrants, openKeys } =
    known;
  if (openKeys) return dependingOn(openKeys);
  if (isLeftToTags) return LEFT_TO_SESSION_TAGS;
  const unread = (wanted: LayerReading['layer']) =>
    layers.find(({ layer, state }) => layer === wanted && state === 'not-read');
  const endpoint = unread('vpc-endpoint');
  if (endpoint && isBy('vpc-endpoint', blockedBy)) return endpoint.reason;
  const controls = unread('resource-control');
  if (isLeftToPolicy && controls && isBy('resource-control', blockedBy)) {
    return controls.reason;
  }
  const because = (
    sentence: string,
    { reason = '' }: Partial<LayerReading> = {},
  ) => `${sentence} ${reason}`.trim();
  const identity = unread('identity');
  if (identity) {
    return because('Not every policy of the role was read.', identity);
  }
  if (unreadGrants !== undefined) {
    return `A grant of the KMS key may allow it. ${unreadGrants}`;
  }
  return isLeftToPolicy
    ? because(
        'The policy of the resource was not read, and it alone could allow this.',
        unread('resource'),
      )
    : undefined;
}

/** Which calls an endpoint that blocks it does not serve. */
function ifAssumed(blockers: Blocker[], layers: LayerReading[]): string {
  const endpoint = layers.find(
    ({ layer, state }) => layer === 'vpc-endpoint' && state === 'read',
  );
  return isBy('vpc-endpoint', blockers) && endpoint?.reason
    ? ` ${endpoint.reason}`
    : '';
}

/** The keys that each denial hangs on and nobody gave. */
function unlessGiven({
  blockedBy,
}: Pick<EvaluationResult, 'blockedBy'>): string {
  const keys = blockedBy.map(({ conditions = [] }) =>
    conditions.flatMap(({ key, actual }) => (actual === undefined ? key : [])),
  );
  return keys.every(({ length }) => length > 0)
    ? ` ${dependingOn([...new Set(keys.flat())])}`
    : '';
}

function dependingOn(keys: string[]): string {
  return keys.length > 0
    ? `That depends on ${listed(keys)}, not given.`
    : 'That depends on what this policy asks of the call.';
}

function maybeDenied(missing: string[]): string {
  return missing.length > 0
    ? ` Statements that were not met depend on ${listed(missing)}, not given.`
    : '';
}

function grantedBut(blockers: Blocker[]): string {
  return isBy('identity', blockers) ? '' : "the role's own policies allow it. ";
}

function messages(blockers: Blocker[]): string {
  return blockers.map(({ message }) => message).join(' ');
}

function unreadLayers(
  layers: LayerReading[],
  resourceDecidesToo: boolean,
): string[] {
  const notRead = new Set(
    layers
      .filter(({ state }) => state === 'not-read')
      .map(({ layer }): string => layer),
  );
  const names: string[] = [];
  if (notRead.has('identity')) names.push("some of the role's policies");
  if (notRead.has('permissions-boundary'))
    names.push('the permissions boundary');
  if (notRead.has('session')) names.push('the session policy');
  if (resourceDecidesToo) {
    names.push("the resource's own policy, which must allow it too,");
  }
  const controls = Object.entries(ORGANIZATION).flatMap(([layer, name]) =>
    notRead.has(layer) ? name : [],
  );
  names.push(...(controls.length > 1 ? ['organization policies'] : controls));
  if (notRead.has('vpc-endpoint')) names.push('VPC endpoint policies');
  if (names.length === 0 && notRead.has('resource')) {
    names.push("the resource's own policy");
  }
  return names;
}

function listed(names: string[]): string {
  return names.length > 1
    ? `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`
    : names.join('');
}
