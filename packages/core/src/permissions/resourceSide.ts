import {
  evaluate,
  type Blocker,
  type EvaluationRequest,
  type EvaluationResult,
  type PolicyDocument,
} from '@backstage-irsa/iam-policy';
import { accountIdOf } from '../arn/arn';
import { grantMayAllow, withKeyGrants } from './keyGrants';
import { keyActionsOf, keyCallContext, keyCallOf } from '../grants/keyCalls';
import type { Observation } from '../model/observation';
import type {
  KeyGrant,
  ObservedEncryption,
  ObservedResourcePolicy,
} from '../model/observed';
import type { ResourcePolicyReading } from '../model/observedDocument';
import type { LayerReading } from '../model/types';

/** What was read of the resource of a request. */
export interface ReadResource {
  /** Whose it is, which its ARN may not say; absent where no account could tell. */
  accountId?: string;
  policy: ResourcePolicyReading;
  /** Of a KMS key. */
  keyGrants?: Observation<KeyGrant[]>;
  /** Absent when no key of a customer encrypts it. */
  encryption: Observation<ObservedEncryption>;
}

/** The resource's side of a request, and how it was read. */
export interface ResourceSide {
  request: Pick<EvaluationRequest, 'resourcePolicy' | 'resourceAccount'>;
  reading: LayerReading;
}

/** Of a bucket: who creates it first owns it. */
export const MISSING = 'The resource does not exist.';

const NOT_READ = 'Policies of such resources are not read.';

function notRead(reason: string): LayerReading {
  return { layer: 'resource', state: 'not-read', reason };
}

/** The account that owns a resource whose ARN does not say; undefined where nobody knows. One that is not there counts as one of the principal's account. */
export function ownerFor(
  read: ReadResource | undefined,
  principalArn: string,
): string | undefined {
  return read?.policy.isMissing ? accountIdOf(principalArn) : read?.accountId;
}

/** What a request is to be decided with. A resource without a policy lets in nobody of another account. */
export function resourceSideOf(
  read: ReadResource | undefined,
  roleArn: string,
): ResourceSide {
  if (!read) return { request: {}, reading: notRead(NOT_READ) };
  const { accountId, policy, keyGrants } = read;
  const owner = accountId === undefined ? {} : { resourceAccount: accountId };
  if (policy.state === 'unknown') {
    return { request: owner, reading: notRead(policy.reason) };
  }
  if (policy.state === 'absent') {
    const document = { Version: '2012-10-17' as const, Statement: [] };
    return {
      request: {
        ...owner,
        resourcePolicy: { name: 'resource policy', document },
      },
      reading: {
        layer: 'resource',
        state: 'absent',
        reason: policy.isMissing ? MISSING : 'The resource has no policy.',
      },
    };
  }
  const { document, restrictsPublic } = policy.value;
  if (!document) {
    return {
      request: owner,
      reading: notRead('The policy of the resource is not a valid document.'),
    };
  }
  const isElsewhere =
    accountId !== undefined && accountId !== accountIdOf(roleArn);
  const isCutOff =
    isElsewhere && restrictsPublic?.state === 'found' && restrictsPublic.value;
  return {
    request: {
      ...owner,
      resourcePolicy: {
        name: 'resource policy',
        document: isCutOff
          ? denialsOf(document)
          : withGrants(document, keyGrants, roleArn),
      },
    },
    reading: policyReading(restrictsPublic, isElsewhere),
  };
}

function denialsOf(document: PolicyDocument): PolicyDocument {
  const denials = [document.Statement]
    .flat()
    .filter(({ Effect }) => Effect === 'Deny');
  return { ...document, Statement: denials };
}

/** How a policy was read. Block Public Access decides about other accounts than the bucket's alone. */
function policyReading(
  restrictsPublic: ObservedResourcePolicy['restrictsPublic'],
  isElsewhere: boolean,
): LayerReading {
  const read: LayerReading = { layer: 'resource', state: 'read' };
  if (!restrictsPublic || restrictsPublic.state === 'absent') return read;
  if (restrictsPublic.state === 'unknown') {
    const reason = `The policy of the bucket is public. Whether S3 Block Public Access keeps other accounts out was not read. ${restrictsPublic.reason}`;
    return isElsewhere ? notRead(reason) : { ...read, reason };
  }
  const says = restrictsPublic.value
    ? 'S3 Block Public Access keeps other accounts out.'
    : 'S3 Block Public Access is off for it.';
  return { ...read, reason: `The policy of the bucket is public. ${says}` };
}

function withGrants(
  document: PolicyDocument,
  grants: ReadResource['keyGrants'],
  roleArn: string,
): PolicyDocument {
  return grants?.state === 'found'
    ? withKeyGrants(document, grants.value, roleArn)
    : document;
}

/** Why the grants of a key were not read, where one of them may allow what no policy does. */
export function unreadGrantsOf(
  request: EvaluationRequest,
  { decision }: Pick<EvaluationResult, 'decision'>,
  grants: ReadResource['keyGrants'],
): string | undefined {
  return decision !== 'Allowed' &&
    grants?.state === 'unknown' &&
    grantMayAllow(request)
    ? grants.reason
    : undefined;
}

/** How the resource's layer was read, by its own reading, why the resource decides too, and why grants that may allow it were not read. */
export function resourceReading(
  reading: LayerReading | undefined,
  resourceSide: string | undefined,
  unreadGrants: string | undefined,
): LayerReading {
  const unread =
    unreadGrants === undefined
      ? resourceSide ?? 'Policies of resources are not read.'
      : `Grants of the KMS key were not read. ${unreadGrants}`;
  return reading && unreadGrants === undefined
    ? reading
    : { layer: 'resource', state: 'not-read', reason: unread };
}

/** Whether the role may use the key that encrypts a resource, as its service asks when it is called. */
export type KeyDecision =
  | { state: 'unread'; reason: string }
  | {
      state: 'denied';
      keyArn: string;
      action: string;
      result: EvaluationResult;
      /** Why grants of the key, of which one may allow it, were not read. */
      unreadGrants?: string;
    };

/** Undefined where the role may use the key, and where the call needs none. */
export function keyDecisionOf(
  request: EvaluationRequest,
  encryption: Observation<ObservedEncryption>,
): KeyDecision | undefined {
  const actions = keyActionsOf(request.action).map(one => one.replace('*', ''));
  if (actions.length === 0 || encryption.state === 'absent') return undefined;
  if (encryption.state === 'unknown') {
    return { state: 'unread', reason: encryption.reason };
  }
  const { keyArn, keyPolicy, keyGrants } = encryption.value;
  if (keyPolicy.state !== 'found' || !keyPolicy.value.document) {
    return {
      state: 'unread',
      reason:
        keyPolicy.state === 'unknown'
          ? keyPolicy.reason
          : `KMS key ${keyArn} has no valid policy, or is not there.`,
    };
  }
  const document = withGrants(
    keyPolicy.value.document,
    keyGrants,
    request.principal.arn,
  );
  const call = keyCallOf(request.resource, encryption.value);
  if (!call) return undefined;
  const { resourceAccount: _ofTheResource, ...caller } = request;
  for (const action of actions) {
    const asked: EvaluationRequest = {
      ...caller,
      action,
      resource: keyArn,
      resourcePolicy: { name: 'key policy', document },
      context: {
        ...request.context,
        'kms:CallerAccount': accountIdOf(request.principal.arn),
        ...keyCallContext(call),
      },
    };
    const result = evaluate(asked);
    if (result.decision !== 'Allowed') {
      const unreadGrants = unreadGrantsOf(asked, result, keyGrants);
      return {
        state: 'denied',
        ...{ keyArn, action },
        ...(unreadGrants !== undefined && { unreadGrants }),
        result: {
          ...result,
          decidedBy: result.decidedBy.filter(
            ({ layer }) => layer !== 'resource',
          ),
          blockedBy: withheld(result.blockedBy, true),
        },
      };
    }
  }
  return undefined;
}

/** The result for a caller, in which a key that the role may not use denies what all else allows. */
export function resultWith(
  result: EvaluationResult,
  key: KeyDecision | undefined,
): EvaluationResult {
  if (key?.state === 'denied') return { ...key.result, layers: result.layers };
  return {
    ...result,
    decidedBy: result.decidedBy.map(reason =>
      reason.layer === 'resource' && reason.effect === 'Deny'
        ? { ...reason, conditions: [] }
        : reason,
    ),
    blockedBy: withheld(result.blockedBy),
  };
}

/** What the summary says of the key. */
export function keySentence(key: KeyDecision): string {
  return key.state === 'denied'
    ? `KMS key ${key.keyArn} encrypts the resource, and the call has to use it (${key.action}).`
    : `The KMS key of the resource is not known: ${key.reason}`;
}

/**
 * Blockers without what the policy of a resource says of others. The caller names the resource, which may be anybody's: of its policy they are told
 * whether it lets in their role, and which statement denies it; the conditions of a statement that would allow it only where the role's own policies
 * allow it. Of a key's policy nothing is told: services take any key for a resource, so that anyone who configures one would read all of them.
 */
export function withheld(blockers: Blocker[], isKey = false): Blocker[] {
  const isUse = !blockers.some(({ layer }) => layer === 'identity');
  const told = blockers.map((blocker): Blocker => {
    const { layer, cause, policy, statement, sid } = blocker;
    if (layer !== 'resource' || cause === 'no-policy') return blocker;
    const what = isKey ? 'key' : 'resource';
    if (cause === 'explicit-deny' && !isKey) {
      const label = sid === undefined ? '' : ` (${sid})`;
      return {
        ...{ layer, cause, policy, statement, sid },
        message: `Statement ${
          (statement ?? 0) + 1
        }${label} of the policy of the resource denies it.`,
      };
    }
    if (cause === 'unchangeable') return blocker;
    if (cause === 'condition' && isUse && !isKey) return blocker;
    return {
      layer,
      cause: cause === 'explicit-deny' ? cause : 'no-allow',
      message:
        cause === 'explicit-deny'
          ? `The policy of the ${what} denies it.`
          : `The policy of the ${what} does not allow it.`,
    };
  });
  return told.filter(
    ({ layer, message }, index) =>
      told.findIndex(
        other => other.layer === layer && other.message === message,
      ) === index,
  );
}
