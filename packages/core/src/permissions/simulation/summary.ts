import type { Blocker, EvaluationResult } from '@backstage-irsa/iam-policy';
import type { LayerReading } from '../../model/types';
import { LEFT_TO_SESSION_TAGS } from '../whoCan/sessionTags';
import { keysOf } from './openDenials';

const ORGANIZATION = {
  'service-control': 'service control policies',
  'resource-control': 'resource control policies',
};

/** Describes the decision in a sentence. Says only "allowed" if every layer was read. */
export function decisionSentence(
  result: Pick<
    EvaluationResult,
    'decision' | 'blockedBy' | 'missingContext' | 'exemption'
  >,
  known: {
    /** The conditions, in words, if the request is allowed under conditions whose keys were not given. */
    conditions?: string[];
    layers: LayerReading[];
    /** Whether the resource policy must allow the request too. */
    resourceDecidesToo: boolean;
    /** The reason why unknown facts, such as unread policies, could allow a request that is not allowed otherwise. */
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

/** Returns which unknown fact could allow an implicitly denied request, with the reason; undefined if there is none. */
export function unknownReasonOf(
  { blockedBy }: Pick<EvaluationResult, 'blockedBy'>,
  known: {
    layers: LayerReading[];
    /** Whether only unknown facts deny the request: an unread resource policy, or RCPs of an account that possibly does not own the resource. */
    isLeftToPolicy: boolean;
    /** Whether a policy allows a resource that it names by tags whose values only the session shows. */
    isLeftToTags: boolean;
    /** Why grants of a KMS key were not read. One of them could allow the request. */
    unreadGrants?: string;
    /** The keys of the request on which each denial depends, if the request could otherwise be allowed. */
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

/** Explains which calls do not use the endpoint that blocks the request. */
function ifAssumed(blockers: Blocker[], layers: LayerReading[]): string {
  const endpoint = layers.find(
    ({ layer, state }) => layer === 'vpc-endpoint' && state === 'read',
  );
  return isBy('vpc-endpoint', blockers) && endpoint?.reason
    ? ` ${endpoint.reason}`
    : '';
}

/** Names the keys on which each denial depends and that were not given. */
function unlessGiven({
  blockedBy,
}: Pick<EvaluationResult, 'blockedBy'>): string {
  const keys = blockedBy.map(blocker => keysOf([blocker], () => true));
  return keys.every(({ length }) => length > 0)
    ? ` ${dependingOn([...new Set(keys.flat())])}`
    : '';
}

function dependingOn(keys: string[]): string {
  return keys.length > 0
    ? `That depends on ${listed(keys)}, not given.`
    : 'That depends on what this policy requires of the call.';
}

function maybeDenied(missing: string[]): string {
  return missing.length > 0
    ? ` That can depend on ${listed(missing)}, not given.`
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
