import type {
  GovernanceContext,
  RoleHolder,
} from '@backstage-irsa/core/findings';
import type { CatalogIndex } from '@backstage-irsa/core/ownership';
import {
  found,
  unknown,
  type ClusterFacts,
  type IamServiceAccount,
  type RoleFacts,
} from '@backstage-irsa/core/model';
import type { IrsaConfig } from '../../../config/types';
import { hasRole } from '../../../verification/heldRoles';
import { fromList } from '../../../database/lists';
import type { RoleHolderStore } from '../../store/inventory/RoleHolderStore';
import { roleRowId } from './roleRow';

/** A ServiceAccount that names a role, regardless of whether it has the role. */
export interface RoleClaimant {
  holder: RoleHolder;
  association: IamServiceAccount['association'] | null;
  /** The row ID of the role that it had when it was last observed. */
  roleRowId: string | null;
}

/** The facts that decide about claims, in addition to the role. */
export interface ClaimSurroundings {
  config: Pick<IrsaConfig, 'clusters'>;
  context: Pick<GovernanceContext, 'issuers'>;
  clusters: ClusterFacts[];
  /**
   * The roles that Backstage created or adopted, by ARN, with their IAM service accounts. The tags of other roles are not trusted: anyone with
   * permission to tag roles in the account can set them.
   */
  managedRoles: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Returns a function that checks whether a ServiceAccount has a role that it names. If this cannot be determined, the last known result stays. */
export function createClaimTest({
  config,
  context,
  managedRoles,
  ...around
}: ClaimSurroundings): (
  role: RoleFacts['role'],
  claimant: RoleClaimant,
) => boolean {
  const clusters = new Map(around.clusters.map(facts => [facts.name, facts]));
  return (role, { holder, association, roleRowId: known }) => {
    const { cluster, namespace, name } = holder;
    const ref = { cluster, namespace, name };
    const own = config.clusters.find(each => each.name === cluster);
    return (
      hasRole(role, {
        ref,
        issuer: context.issuers[cluster],
        association,
        recorded: {
          has: arn => managedRoles.get(arn)?.has(holder.id) ?? false,
        },
        ...(own &&
          association && {
            session: {
              ...{ ref, config: own, mechanism: 'pod-identity' },
              cluster:
                clusters.get(cluster)?.cluster ??
                unknown('The cluster was not scanned yet.'),
              association: found({
                ...association,
                id: '',
                disableSessionTags: false,
              }),
            },
          }),
      }) ?? known === roleRowId(role.arn)
    );
  };
}

/** Returns the ServiceAccounts that name the requested roles, by the row ID of the role, and the ARNs that they name. */
export async function readClaimants(
  store: Pick<RoleHolderStore, 'pages'>,
  index: CatalogIndex,
  asked: Parameters<RoleHolderStore['pages']>[0],
): Promise<{ claimants: Map<string, RoleClaimant[]>; arns: Set<string> }> {
  const arns = new Set<string>();
  const claimants = new Map<string, RoleClaimant[]>();
  for await (const page of store.pages(asked)) {
    for (const one of page) {
      const { roleArns, owners, roleRowId: had, association, ...place } = one;
      const system = index.entity(place.entityRef ?? '')?.system;
      const holder = {
        ...place,
        ...(system !== undefined && { system }),
        owners: fromList(owners),
      };
      const claimant = { holder, association, roleRowId: had };
      for (const arn of roleArns) {
        const key = roleRowId(arn);
        arns.add(arn);
        const known = claimants.get(key);
        if (known) known.push(claimant);
        else claimants.set(key, [claimant]);
      }
    }
  }
  return { claimants, arns };
}
