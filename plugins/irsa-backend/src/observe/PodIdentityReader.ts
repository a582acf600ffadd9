import {
  DescribeAddonCommand,
  DescribePodIdentityAssociationCommand,
  ListPodIdentityAssociationsCommand,
  paginateListPodIdentityAssociations,
  type EKSClient,
} from '@aws-sdk/client-eks';
import type { ServiceAccountRef } from '@backstage-irsa/plugin-irsa-common';
import { absent, unknown, type Observation } from './observation';
import { readAws } from './read';
import type { Observed, ObservedAddon, ObservedAssociation } from './types';
import { ADDON, ASSOCIATION, checked, TEXT, TEXTS } from './shapes';

const AGENT = 'eks-pod-identity-agent';

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

  constructor(eks: EKSClient, clusterName: string) {
    this.#eks = eks;
    this.#clusterName = clusterName;
  }

  /** The association of a ServiceAccount, of which there is one at most. */
  async association(
    ref: ServiceAccountRef,
  ): Promise<Observation<ObservedAssociation>> {
    const id = await readAws('eks:ListPodIdentityAssociations', async () => {
      const { associations = [] } = await this.#eks.send(
        new ListPodIdentityAssociationsCommand({
          clusterName: this.#clusterName,
          namespace: ref.namespace,
          serviceAccount: ref.name,
        }),
      );
      const [first] = associations;
      return first && checked(TEXT, first.associationId ?? '');
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
      for await (const { associations = [] } of pages) {
        for (const one of associations) {
          const { associationId: id, namespace, serviceAccount: name } = one;
          if (!id || !namespace || !name) continue;
          checked(TEXTS, [id, namespace, name]);
          listed.push({ id, namespace, name });
        }
      }
      return listed;
    });
  }

  /** The add-on that gives pods their credentials; asked about only where there is an association. */
  agent(
    association: Observation<ObservedAssociation>,
  ): Promise<Observation<ObservedAddon>> | Observation<ObservedAddon> {
    if (association.state === 'unknown') {
      return unknown(association.reason, association.right);
    }
    return association.state === 'absent' ? absent() : this.addon();
  }

  /** The same, whether there is an association or not. */
  addon(): Promise<Observation<ObservedAddon>> {
    return readAws('eks:DescribeAddon', async () => {
      const { addon } = await this.#eks.send(
        new DescribeAddonCommand({
          clusterName: this.#clusterName,
          addonName: AGENT,
        }),
      );
      return checked(ADDON, {
        name: addon?.addonName ?? AGENT,
        version: addon?.addonVersion ?? '',
        status: addon?.status ?? '',
      });
    });
  }

  /** What a plan for EKS Pod Identity depends on. */
  async forPlan(
    ref: ServiceAccountRef,
  ): Promise<Pick<Observed, 'association' | 'podIdentityAgent'>> {
    const [association, podIdentityAgent] = await Promise.all([
      this.association(ref),
      this.addon(),
    ]);
    return { association, podIdentityAgent };
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
      return checked(ASSOCIATION, {
        arn: association?.associationArn ?? '',
        id,
        roleArn: association?.roleArn ?? '',
        ...(association?.targetRoleArn !== undefined && {
          targetRoleArn: association.targetRoleArn,
        }),
        ...(association?.externalId !== undefined && {
          externalId: association.externalId,
        }),
        disableSessionTags: association?.disableSessionTags ?? false,
        ...(association?.policy !== undefined && {
          policy: association.policy,
        }),
        tags: association?.tags ?? {},
        ...(association?.ownerArn !== undefined && {
          ownerArn: association.ownerArn,
        }),
        ...(association?.modifiedAt && {
          modifiedAt: association.modifiedAt.toISOString(),
        }),
      });
    });
  }
}
