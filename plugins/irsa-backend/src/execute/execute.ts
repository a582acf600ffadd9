import { awsErrorCode, isAlreadyExists } from '../aws/errors';
import { KubernetesPatience } from '../kubernetes/patience';
import { waitAndNote } from '../patience/waited';
import type { Effect } from '../plan/types';
import {
  createAssociation,
  deleteAssociation,
  tagAssociation,
  untagAssociation,
  updateAssociation,
} from './association';
import { attachRolePolicy, detachRolePolicy } from './attachment';
import { deleteRoleBoundary, putRoleBoundary } from './boundary';
import type { EffectRunner, ExecutionContext } from './context';
import {
  deletePolicy,
  deleteRole,
  deleteServiceAccount,
  releaseServiceAccount,
} from './deletion';
import { deleteRolePolicy, putRolePolicy } from './inlinePolicy';
import { createNamespace } from './namespace';
import { addClientId, createOidcProvider } from './oidcProvider';
import {
  createPolicy,
  createPolicyVersion,
  deletePolicyVersion,
  tagPolicy,
  untagPolicy,
} from './policy';
import { createRole, tagRole, untagRole, updateRoleSession } from './role';
import { createServiceAccount, patchServiceAccount } from './serviceAccount';
import { removeTrust, updateTrustPolicy } from './trust';

const RUNNERS: { [T in Effect['type']]: EffectRunner<T> } = {
  'create-oidc-provider': createOidcProvider,
  'add-client-id': addClientId,
  'create-policy': createPolicy,
  'create-policy-version': createPolicyVersion,
  'delete-policy-version': deletePolicyVersion,
  'tag-policy': tagPolicy,
  'untag-policy': untagPolicy,
  'create-role': createRole,
  'update-trust-policy': updateTrustPolicy,
  'remove-trust': removeTrust,
  'tag-role': tagRole,
  'untag-role': untagRole,
  'put-role-boundary': putRoleBoundary,
  'delete-role-boundary': deleteRoleBoundary,
  'update-role-session': updateRoleSession,
  'put-role-policy': putRolePolicy,
  'delete-role-policy': deleteRolePolicy,
  'attach-role-policy': attachRolePolicy,
  'detach-role-policy': detachRolePolicy,
  'delete-role': deleteRole,
  'delete-policy': deletePolicy,
  'create-namespace': createNamespace,
  'create-association': createAssociation,
  'update-association': updateAssociation,
  'tag-association': tagAssociation,
  'untag-association': untagAssociation,
  'delete-association': deleteAssociation,
  'create-service-account': createServiceAccount,
  'patch-service-account': patchServiceAccount,
  'delete-service-account': deleteServiceAccount,
  'release-service-account': releaseServiceAccount,
};

/** Waits between attempts, in milliseconds. IAM shows a new object everywhere only after seconds. */
const WAITS_MS = [250, 500, 1000, 2000, 4000];

/** Answers that pass once IAM has spread what was just made, or taken away. Source: "Troubleshoot IAM", section "Changes that I make are not always immediately visible". */
const NOT_SPREAD_YET = new Set([
  'NoSuchEntity',
  'NoSuchEntityException',
  'MalformedPolicyDocument',
  'MalformedPolicyDocumentException',
  'EntityTemporarilyUnmodifiable',
  'EntityTemporarilyUnmodifiableException',
  'ConcurrentModification',
  'ConcurrentModificationException',
  'DeleteConflict',
  'DeleteConflictException',
  'LimitExceeded',
  'LimitExceededException',
]);

/** EKS looks at the role of an association, and says only so much when it does not see it. */
const ASSOCIATION_NOT_SPREAD_YET = new Set([
  'InvalidParameterException',
  'InvalidRequestException',
  'ResourceNotFoundException',
]);

function isNotSpreadYet({ type }: Effect, code: string): boolean {
  return (
    NOT_SPREAD_YET.has(code) ||
    (['create-association', 'update-association'].includes(type) &&
      ASSOCIATION_NOT_SPREAD_YET.has(code))
  );
}

/** Whether the answer passes by itself. What exists and cannot be seen yet is seen soon; the runners decide then whose it is. */
function passes(effect: Effect, error: unknown, settling: boolean): boolean {
  return (
    isAlreadyExists(error) ||
    (settling && isNotSpreadYet(effect, awsErrorCode(error) ?? ''))
  );
}

function runOnce<T extends Effect['type']>(
  type: T,
  effect: Extract<Effect, { type: T }>,
  context: ExecutionContext,
): Promise<void> {
  return RUNNERS[type](effect, context);
}

/**
 * The only writer: makes one effect. It may be repeated after any interruption.
 *
 * @param options - `settling` says that an earlier step of the run made something that this one builds on, so that its absence passes.
 * @throws ConflictError - when an object of that name is somebody else's; what AWS or the cluster answers.
 */
export async function execute(
  effect: Effect,
  context: ExecutionContext,
  options: { settling: boolean },
): Promise<void> {
  const patience = new KubernetesPatience();
  for (let attempt = 0; ; attempt += 1) {
    try {
      await runOnce(effect.type, effect, context);
      return;
    } catch (error) {
      const wait = passes(effect, error, options.settling)
        ? WAITS_MS[attempt]
        : patience.next(error);
      if (wait === undefined) throw error;
      await waitAndNote(wait);
    }
  }
}
