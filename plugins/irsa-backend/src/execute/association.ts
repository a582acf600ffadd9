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
  type Observation,
  type ObservedAssociation,
} from '@backstage-irsa/core/model';
import { awsErrorCode } from '../observe/aws/errors';
import { PodIdentityReader } from '../observe/PodIdentityReader';
import {
  sameDocument,
  type AssociationEffect,
} from '@backstage-irsa/core/planning';
import type { EffectRunner } from './context';
import { waitAndNote } from '../lib/retry/waited';
import { SPREAD_MS, SPREAD_WAITS_MS } from './spread';
import { ignoreNotFound } from './ignoreNotFound';

/** The waits until EKS lists a new association, in milliseconds: 32 seconds in total. Its API Reference says that this takes several seconds. */
const LISTED_WAITS_MS = SPREAD_WAITS_MS.slice(0, 8);

interface Place {
  clusterName: string;
  namespace: string;
  name: string;
}

function readAssociation(
  eks: EKSClient,
  { clusterName, namespace, name }: Place,
): Promise<Observation<ObservedAssociation>> {
  const reader = new PodIdentityReader(eks, clusterName);
  return reader.association({ cluster: clusterName, namespace, name });
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
    const present = valueOf(await readAssociation(eks, effect));
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
 * Waits until EKS lists an association and applies it to new pods, before their ServiceAccount is created or loses its previous identity.
 *
 * @throws ConflictError - if there is no association: then nothing is created or removed.
 */
export async function waitForAssociation(
  eks: EKSClient,
  place: Place,
): Promise<void> {
  let read = await readAssociation(eks, place);
  for (const wait of LISTED_WAITS_MS) {
    if (read.state !== 'absent') break;
    await waitAndNote(wait);
    read = await readAssociation(eks, place);
  }
  const present = valueOf(read);
  if (!present) {
    throw new ConflictError(
      `The association of ServiceAccount ${place.namespace}/${place.name} was deleted or cannot be read. The ServiceAccount was not changed.`,
    );
  }
  const age = Date.now() - Date.parse(present.modifiedAt ?? '');
  const left = Number.isNaN(age) ? SPREAD_MS : SPREAD_MS - Math.max(age, 0);
  if (left > 0) await new Promise(resolve => setTimeout(resolve, left));
}
