import {
  DescribeAddonCommand,
  DescribePodIdentityAssociationCommand,
  ListPodIdentityAssociationsCommand,
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
  /** Of the ServiceAccount. */
  name: string;
}

/** Reads of EKS Pod Identity in one cluster. */
export class PodIdentityReader {
  readonly #eks: EKSClient;
  readonly #clusterName: string;

  /** The add-on that gives pods their credentials, whether there is an association or not. It is read once. */
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

  /** The association of a ServiceAccount, of which there is one at most. */
  async association(
    ref: ServiceAccountRef,
  ): Promise<Observation<ObservedAssociation>> {
    const id = await readAws('eks:ListPodIdentityAssociations', async () => {
      const { associations } = await this.#eks.send(
        new ListPodIdentityAssociationsCommand({
          clusterName: this.#clusterName,
          namespace: ref.namespace,
          serviceAccount: ref.name,
        }),
      );
      const [first] = objectsOf(associations);
      return first && textOf(first.associationId);
    });
    if (id.state !== 'found') return id;
    return id.value === undefined ? absent() : this.describe(id.value);
  }

  /** The associations of all ServiceAccounts, by whom they are for. What else they say is in each alone. */
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

  /** One association. */
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
