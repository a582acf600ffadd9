import type {
  Blocker,
  EvaluationRequest,
  EvaluationResult,
} from '@backstage-irsa/iam-policy';
import { accountIdOf, parseArn } from '../../arn/arn';
import {
  keyActionsOf,
  keyCallContext,
  keyCallOf,
} from '../../grants/utils/keyCalls';
import type { EncryptionReading } from '../../model/observed';
import type { LayerReading } from '../../model/types';
import { awsManagedKeyDecision } from './awsManagedKey';
import { decideWay } from '../simulation/roleSide';
import type { KeyDecision } from './keyDecisionTypes';
import { unreadGrantsOf, withReadGrants } from './keyGrants';
import { unreadStateOf, unusableState } from './keyState';
import { refusedKey } from './refusedKey';
import { isOpen as isOpenKey, type IsOpen } from '../simulation/openConditions';
import { keysOf } from '../simulation/openDenials';
import type { ControlsFor } from '../organization/organizationControls';
import { withUserId } from '../simulation/userId';
import { withheld } from './withheld';

/** The facts about the call for a key, in addition to the call for its resource. */
export interface KeyKnowledge {
  /** Returns the SCPs and RCPs for the call; absent if only those for the resource are known. */
  controlsFor?: ControlsFor;
  isOpen?: IsOpen;
  /** The unique ID of the role; absent if unknown. */
  id?: string;
}

/** Condition keys about the resource and about the network of the original call. The service does not pass them on to KMS. */
const OF_THE_RESOURCE =
  /^aws:(resource(account|orgid|orgpaths|tag\/.*)|source(ip|vpc|vpcarn|vpce)|vpc(sourceip|eaccount|eorgid|eorgpaths))$/i;

/**
 * Decides whether the role can use the key that encrypts the resource. Returns undefined if it can, or if the call needs no key.
 *
 * Source: "Forward access sessions", IAM User Guide; "AWS global condition keys", AWS KMS Developer Guide.
 */
export function keyDecisionOf(
  request: EvaluationRequest,
  encryption: EncryptionReading,
  { controlsFor, isOpen = isOpenKey, id }: KeyKnowledge = {},
): KeyDecision | undefined {
  const actions = keyActionsOf(request.action).map(one => one.replace('*', ''));
  if (actions.length === 0) return undefined;
  if (encryption.state === 'absent') {
    const { awsManagedKey } = encryption;
    return (
      awsManagedKey && awsManagedKeyDecision(request, actions, awsManagedKey)
    );
  }
  if (encryption.state === 'unknown') {
    return { state: 'unread', reason: encryption.reason };
  }
  const { keyArn, keyPolicy, keyGrants } = encryption.value;
  const state = unusableState(encryption.value);
  if (state !== undefined) {
    const why = `The KMS key of the resource is in the state ${state}, in which nobody can use it.`;
    return refusedKey(keyArn, actions[0], why);
  }
  if (keyPolicy.state !== 'found' || !keyPolicy.value.document) {
    return {
      state: 'unread',
      reason:
        keyPolicy.state === 'unknown'
          ? keyPolicy.reason
          : `KMS key ${keyArn} has no valid policy, or does not exist.`,
    };
  }
  const { principal } = request;
  const policy = keyPolicy.value.document;
  const document = withReadGrants(policy, keyGrants, principal.arn);
  const call = keyCallOf(request.resource, encryption.value);
  if (!call) return undefined;
  for (const action of actions) {
    const asked = withUserId(
      {
        ...ofKey(request, { action, resource: keyArn }, controlsFor),
        resourcePolicy: { name: 'key policy', document },
      },
      { id },
    );
    asked.context = { ...asked.context, ...keyCallContext(call) };
    const { result, openKeys } = decideWay(asked, {}, isOpen);
    if (result.decision !== 'Allowed') {
      const unreadGrants = unreadGrantsOf(asked, result, keyGrants);
      return {
        state: 'denied',
        ...{ keyArn, action },
        ...(unreadGrants !== undefined && { unreadGrants }),
        ...(openKeys && { openKeys: ownKeys(result.blockedBy, isOpen) }),
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
  return (
    unreadStateOf(encryption.value) ??
    unreadControlsOf(keyArn, actions[0], principal.arn, controlsFor)
  );
}

/** Builds the request to the key that a service makes on behalf of the caller of a resource. */
function ofKey(
  request: EvaluationRequest,
  asked: { action: string; resource: string },
  controlsFor: ControlsFor | undefined,
): EvaluationRequest {
  const { resourceAccount, context = {}, ...caller } = request;
  const { accountId: keyOwner = '', region = '' } =
    parseArn(asked.resource) ?? {};
  const principalAccount = accountIdOf(request.principal.arn);
  const owner =
    (resourceAccount ?? accountIdOf(request.resource)) || principalAccount;
  const controls = controlsFor?.(request.principal.arn, asked);
  const isElsewhere = owner !== keyOwner;
  return {
    ...{ ...caller, ...asked },
    ...((controls ?? isElsewhere) && {
      resourceControlPolicies: controls?.resourceControlPolicies,
    }),
    context: {
      ...Object.fromEntries(
        Object.entries(context).filter(([key]) => !OF_THE_RESOURCE.test(key)),
      ),
      ...controls?.context,
      'aws:RequestedRegion': region,
      'kms:CallerAccount': principalAccount,
    },
  };
}

/** Returns the condition keys on which a denial depends, without those of the key policy, which must not be disclosed. */
function ownKeys(blockers: Blocker[], isOpen: IsOpen): string[] {
  return keysOf(
    blockers.filter(({ layer }) => layer !== 'resource'),
    isOpen,
  );
}

/** Returns an `unread` decision if the RCPs of the key's account were not read, because they can deny the use of the key. */
function unreadControlsOf(
  resource: string,
  action: string,
  principalArn: string,
  controlsFor: ControlsFor | undefined,
): KeyDecision | undefined {
  const { layers = [] } =
    controlsFor?.(principalArn, { action, resource }) ?? {};
  const { reason } =
    layers.find(
      ({ layer, state }) =>
        layer === 'resource-control' && state === 'not-read',
    ) ?? {};
  return reason === undefined ? undefined : { state: 'unread', reason };
}

/** Returns the result for the caller. A denied key overrides the result. Details of the resource policy are withheld. */
export function resultWith(
  result: EvaluationResult,
  key: KeyDecision | undefined,
): EvaluationResult {
  if (key?.state === 'denied') {
    const told = keysOf(key.result.blockedBy, () => true);
    return {
      ...key.result,
      missingContext: key.result.missingContext.filter(one =>
        told.includes(one),
      ),
      layers: result.layers,
    };
  }
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

/** Returns the sentence about the key of a resource that follows the summary. Empty if a layer already gives the same reason. */
export function keySentence(
  key: KeyDecision,
  resource: string,
  layers: LayerReading[],
): string {
  if (key.state === 'denied') {
    if (key.keyArn === resource) return '';
    return ` KMS key ${key.keyArn} encrypts the resource, and the call must use it (${key.action}).`;
  }
  return layers.some(({ reason }) => reason === key.reason)
    ? ''
    : ` Whether the role can use the KMS key of the resource is not known: ${key.reason}`;
}
