import { ConflictError } from '@backstage/errors';
import {
  DEFAULT_AUDIENCE,
  type IamServiceAccount,
  type ClusterConfig,
  clusterArn,
  valueOf,
  type ObservedInlinePolicy,
} from '@backstage-irsa/core/model';
import {
  clusterOrFormer,
  type FormerCluster,
} from '../../config/formerCluster';
import type { IrsaConfig } from '../../config/types';
import {
  type ObservedRoleForDeletion,
  roleServesOthers,
  recordedArns,
} from '@backstage-irsa/core/planning';
import { unavailable } from '../../lib/errors';
import type { DeletionReader } from '../../observe/DeletionReader';
import type { ManagedObjectStore } from '../../serviceAccounts/ManagedObjectStore';
import { nameInCluster } from '../../serviceAccounts/nameInCluster';
import type { RecordedReader } from '../RecordedReader';

/** A role that was created or adopted for an IAM service account, in its current state. */
export interface CutOffRole {
  arn: string;
  /** The region of the cluster. */
  region: string;
  inlinePolicies: ObservedInlinePolicy[];
  /** Whether the role serves others too, or this is unknown. */
  isShared: boolean;
}

interface CutOffRolesOptions {
  config: IrsaConfig;
  managed: ManagedObjectStore;
  reader: RecordedReader;
  providers: Pick<DeletionReader, 'providerArn'>;
}

/** Reads the roles that a cut-off affects: all recorded roles in all accounts, so that a role change in progress leaves none with access. */
export class CutOffRoles {
  readonly #o: CutOffRolesOptions;

  constructor(options: CutOffRolesOptions) {
    this.#o = options;
  }

  /** @throws ConflictError - if there is no role; ServiceUnavailableError - if a role could not be read */
  async of(account: IamServiceAccount): Promise<CutOffRole[]> {
    const { config: irsa, managed, providers, reader } = this.#o;
    const recorded = await managed.objectsOf(account.id);
    const roleArns = recordedArns('role', recorded);
    const config = clusterOrFormer(irsa, account, roleArns);
    const [{ roles }, others, clusters] = await Promise.all([
      reader.readIam(config, { roleArns, policyArns: [] }),
      managed.recordedForOthers(account.id, roleArns),
      managed.clustersBeside(account, roleArns, irsa.clusters),
    ]);
    const provider = await providers.providerArn(config, account, {
      roles,
      others: clusters,
    });
    const providerArn = valueOf(provider);
    const found = roles.flatMap((role, index) => {
      requireRead(roleArns[index], role);
      const arn = valueOf(role.role)?.arn;
      if (arn === undefined) return [];
      const isShared =
        others.includes(arn) ||
        providerArn === undefined ||
        roleServesOthers(entryOf(account, config), role, providerArn);
      return [
        {
          arn,
          region: config.region,
          inlinePolicies: valueOf(role.inlinePolicies) ?? [],
          isShared,
        },
      ];
    });
    if (found.length > 0) return found;
    throw new ConflictError(
      `ServiceAccount ${nameInCluster(
        account,
      )} has no IAM role that is managed by Backstage.`,
    );
  }
}

function entryOf(
  account: IamServiceAccount,
  config: ClusterConfig | FormerCluster,
) {
  const { cluster, namespace, name } = account;
  return {
    ref: { cluster, namespace, name },
    audience: account.spec?.audience ?? DEFAULT_AUDIENCE,
    eks: { arn: config.eksName && clusterArn(config) },
  };
}

function requireRead(
  arn: string,
  { role, inlinePolicies }: ObservedRoleForDeletion,
): void {
  for (const reading of [role, inlinePolicies]) {
    if (reading.state === 'unknown') {
      throw unavailable(
        `Role ${arn} could not be read and was not changed. ${reading.reason}`,
      );
    }
  }
}
