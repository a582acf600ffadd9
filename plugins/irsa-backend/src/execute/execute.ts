import { KubernetesRetry } from '../observe/kubernetes/retry';
import { waitAndNote } from '../lib/retry/waited';
import type { Effect } from '@backstage-irsa/core/planning';
import {
  createAssociation,
  deleteAssociation,
  tagAssociation,
  untagAssociation,
  updateAssociation,
} from './association';
import {
  attachRolePolicy,
  createRole,
  deleteRoleBoundary,
  deleteRolePolicy,
  detachRolePolicy,
  putRoleBoundary,
  putRolePolicy,
  tagRole,
  untagRole,
  updateRoleSession,
} from './role';
import type { EffectRunner, ExecutionContext } from './context';
import {
  deletePolicy,
  deleteRole,
  deleteServiceAccount,
  releaseServiceAccount,
} from './deletion';
import {
  annotateExisting,
  createNamespace,
  createServiceAccount,
  patchServiceAccount,
} from './serviceAccount';
import { addClientId, createOidcProvider } from './oidcProvider';
import {
  createPolicy,
  createPolicyVersion,
  deletePolicyVersion,
  tagPolicy,
  untagPolicy,
} from './policy';
import { spreadWaits, type Written } from './spreadWaits';
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
  'annotate-service-account': annotateExisting,
  'delete-service-account': deleteServiceAccount,
  'release-service-account': releaseServiceAccount,
};

function runOnce<T extends Effect['type']>(
  type: T,
  effect: Extract<Effect, { type: T }>,
  context: ExecutionContext,
): Promise<void> {
  return RUNNERS[type](effect, context);
}

/**
 * Executes one effect of a plan. All writes of plans go through this function. An effect can be repeated after any interruption.
 *
 * @param written - what earlier steps of the run wrote: errors because AWS does not see it yet are transient
 * @throws ConflictError - if an object with that name belongs to somebody else; the error of AWS or the cluster.
 */
export async function execute(
  effect: Effect,
  context: ExecutionContext,
  written: Written,
): Promise<void> {
  const retry = new KubernetesRetry();
  for (let attempt = 0; ; attempt += 1) {
    try {
      await runOnce(effect.type, effect, context);
      return;
    } catch (error) {
      const waits = spreadWaits(effect, error, written);
      const wait = waits.length > 0 ? waits[attempt] : retry.next(error);
      if (wait === undefined) throw error;
      await waitAndNote(wait);
    }
  }
}
