import {
  CreatePodIdentityAssociationCommand,
  DeletePodIdentityAssociationCommand,
  DescribePodIdentityAssociationCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdatePodIdentityAssociationCommand,
  type EKSClient,
} from '@aws-sdk/client-eks';
import { ConflictError } from '@backstage/errors';
import { parsePolicy } from '@backstage-irsa/iam-policy';
import {
  MANAGED_BY,
  MANAGED_BY_KEY,
  valueOf,
  type ObservedAssociation,
} from '@backstage-irsa/core/model';
import { awsErrorCode } from '../observe/aws/errors';
import { PodIdentityReader } from '../observe/PodIdentityReader';
import {
  sameDocument,
  type AssociationEffect,
} from '@backstage-irsa/core/planning';
import type { EffectRunner } from './context';
import { SPREAD_MS } from './spread';
import { ignoreNotFound } from './ignoreNotFound';

interface Place {
  clusterName: string;
  namespace: string;
  name: string;
}

async function associationOf(
  eks: EKSClient,
  { clusterName, namespace, name }: Place,
): Promise<ObservedAssociation | undefined> {
  const reader = new PodIdentityReader(eks, clusterName);
  return valueOf(
    await reader.association({ cluster: clusterName, namespace, name }),
  );
}

function whatItSays(effect: AssociationEffect) {
  const { roleArn, targetRoleArn, disableSessionTags, policy } = effect;
  return {
    roleArn,
    targetRoleArn,
    disableSessionTags,
    policy: policy && JSON.stringify(policy),
  };
}

/** Whether an association has the roles and limits that the effect asks for. */
function isAsAsked(
  present: ObservedAssociation,
  effect: AssociationEffect,
): boolean {
  const { document } = parsePolicy(present.policy ?? '');
  return (
    present.roleArn === effect.roleArn &&
    present.targetRoleArn === effect.targetRoleArn &&
    present.disableSessionTags === effect.disableSessionTags &&
    (effect.policy
      ? sameDocument(document, effect.policy)
      : present.policy === undefined)
  );
}

/**
 * Creates an association. An existing association is accepted if Backstage manages it and it matches the effect. If it does not match or cannot be
 * read, it was just deleted: EKS still knows it for some seconds, so the error is thrown and the creation is retried.
 */
export const createAssociation: EffectRunner<'create-association'> = async (
  effect,
  { eks },
) => {
  const { clusterName, namespace, name, tags } = effect;
  try {
    await eks.send(
      new CreatePodIdentityAssociationCommand({
        clusterName,
        namespace,
        serviceAccount: name,
        ...whatItSays(effect),
        tags,
      }),
    );
  } catch (error) {
    if (awsErrorCode(error) !== 'ResourceInUseException') throw error;
    const present = await associationOf(eks, effect);
    if (present && present.tags?.[MANAGED_BY_KEY] !== MANAGED_BY) {
      throw new ConflictError(
        `The EKS Pod Identity association of ServiceAccount ${namespace}/${name} was created by someone else during this change. It was not changed. Plan again.`,
      );
    }
    if (!present || !isAsAsked(present, effect)) throw error;
  }
};

export const updateAssociation: EffectRunner<'update-association'> = async (
  effect,
  { eks },
) => {
  const { clusterName, id: associationId } = effect;
  await eks.send(
    new UpdatePodIdentityAssociationCommand({
      clusterName,
      associationId,
      ...whatItSays(effect),
    }),
  );
};

export const tagAssociation: EffectRunner<'tag-association'> = async (
  { arn: resourceArn, tags },
  { eks },
) => {
  await eks.send(new TagResourceCommand({ resourceArn, tags }));
};

export const untagAssociation: EffectRunner<'untag-association'> = async (
  { arn: resourceArn, keys: tagKeys },
  { eks },
) => {
  await eks.send(new UntagResourceCommand({ resourceArn, tagKeys }));
};

export const deleteAssociation: EffectRunner<'delete-association'> = (
  { clusterName, id: associationId },
  { eks },
) => {
  const input = { clusterName, associationId };
  return ignoreNotFound(
    () => eks.send(new DeletePodIdentityAssociationCommand(input)),
    () => eks.send(new DescribePodIdentityAssociationCommand(input)),
  );
};

/**
 * Waits until EKS applies an association to new pods, before their ServiceAccount is created or loses its previous identity.
 *
 * @throws ConflictError - if there is no association: then nothing is created or removed.
 */
export async function waitForAssociation(
  eks: EKSClient,
  place: Place,
): Promise<void> {
  const present = await associationOf(eks, place);
  if (!present) {
    throw new ConflictError(
      `The association of ServiceAccount ${place.namespace}/${place.name} was deleted or cannot be read. The ServiceAccount was not changed.`,
    );
  }
  const age = Date.now() - Date.parse(present.modifiedAt ?? '');
  const left = Number.isNaN(age) ? SPREAD_MS : SPREAD_MS - Math.max(age, 0);
  if (left > 0) await new Promise(resolve => setTimeout(resolve, left));
}
