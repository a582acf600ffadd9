import {
  DescribeAddonCommand,
  DescribePodIdentityAssociationCommand,
  paginateListPodIdentityAssociations,
  type EKSClient,
  type PodIdentityAssociation,
} from '@aws-sdk/client-eks';
import {
  type ServiceAccountRef,
  objectsOf,
  optionalFlag,
  optionalText,
  optionalTime,
  pairsOf,
  textOf,
  absent,
  type Observation,
  AGENT_NAME,
  type ObservedAddon,
  type ObservedAssociation,
} from '@backstage-irsa/core/model';
import { readAws } from './read';
import { once } from '../lib/once';

/** An association as lists show it. */
export interface ListedAssociation {
  id: string;
  namespace: string;
  /** The name of the ServiceAccount. */
  name: string;
}

/** Reads the EKS Pod Identity add-on and associations of one cluster. */
export class PodIdentityReader {
  readonly #eks: EKSClient;
  readonly #clusterName: string;

  /** The add-on that gives pods their credentials, whether or not there is an association. It is read once. */
  readonly addon = once(() =>
    readAws('eks:DescribeAddon', async (): Promise<ObservedAddon> => {
      const { addon } = await this.#eks.send(
        new DescribeAddonCommand({
          clusterName: this.#clusterName,
          addonName: AGENT_NAME,
        }),
      );
      const configurationValues = optionalText(addon?.configurationValues);
      return {
        name: optionalText(addon?.addonName) ?? AGENT_NAME,
        version: textOf(addon?.addonVersion),
        addonStatus: textOf(addon?.status),
        ...(configurationValues !== undefined && { configurationValues }),
      };
    }),
  );

  constructor(eks: EKSClient, clusterName: string) {
    this.#eks = eks;
    this.#clusterName = clusterName;
  }

  /** Returns the association of a ServiceAccount. A ServiceAccount has one at most. */
  async association(
    ref: ServiceAccountRef,
  ): Promise<Observation<ObservedAssociation>> {
    const id = await readAws('eks:ListPodIdentityAssociations', async () => {
      const pages = paginateListPodIdentityAssociations(
        { client: this.#eks },
        {
          clusterName: this.#clusterName,
          namespace: ref.namespace,
          serviceAccount: ref.name,
        },
      );
      for await (const { associations } of pages) {
        const [first] = objectsOf(associations);
        if (first) return textOf(first.associationId);
      }
      return undefined;
    });
    if (id.state !== 'found') return id;
    return id.value === undefined ? absent() : this.describe(id.value);
  }

  /** Lists the associations of all ServiceAccounts: ID, namespace, and name only. The other fields need `describe`. */
  associations(): Promise<Observation<ListedAssociation[]>> {
    return readAws('eks:ListPodIdentityAssociations', async () => {
      const pages = paginateListPodIdentityAssociations(
        { client: this.#eks },
        { clusterName: this.#clusterName },
      );
      const listed: ListedAssociation[] = [];
      for await (const { associations } of pages) {
        for (const one of objectsOf(associations)) {
          const id = textOf(one.associationId);
          const namespace = textOf(one.namespace);
          const name = textOf(one.serviceAccount);
          if (id && namespace && name) listed.push({ id, namespace, name });
        }
      }
      return listed;
    });
  }

  /** Returns one association. */
  describe(id: string): Promise<Observation<ObservedAssociation>> {
    return readAws('eks:DescribePodIdentityAssociation', async () => {
      const { association } = await this.#eks.send(
        new DescribePodIdentityAssociationCommand({
          clusterName: this.#clusterName,
          associationId: id,
        }),
      );
      return toAssociation(id, association ?? {});
    });
  }
}

function toAssociation(
  id: string,
  answer: PodIdentityAssociation,
): ObservedAssociation {
  const targetRoleArn = optionalText(answer.targetRoleArn);
  const externalId = optionalText(answer.externalId);
  const policy = optionalText(answer.policy);
  const ownerArn = optionalText(answer.ownerArn);
  const modifiedAt = optionalTime(answer.modifiedAt);
  return {
    arn: textOf(answer.associationArn),
    id,
    roleArn: textOf(answer.roleArn),
    ...(targetRoleArn !== undefined && { targetRoleArn }),
    ...(externalId !== undefined && { externalId }),
    disableSessionTags: optionalFlag(answer.disableSessionTags) ?? false,
    ...(policy !== undefined && { policy }),
    tags: pairsOf(answer.tags),
    ...(ownerArn !== undefined && { ownerArn }),
    ...(modifiedAt !== undefined && { modifiedAt }),
  };
}
