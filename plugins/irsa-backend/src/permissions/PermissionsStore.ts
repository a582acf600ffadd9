import { rowId } from '@backstage-irsa/core/findings';
import type { Knex } from 'knex';
import {
  valueOf,
  type EffectivePermissions,
  type IamServiceAccount,
  type LayerReading,
  type Observation,
} from '@backstage-irsa/core/model';
import type { OrganizationReader } from '@backstage-irsa/core/organization';
import {
  organizationControls,
  serviceEndpoints,
  type OrganizationControls,
  type PolicySet,
  type VpcEndpoints,
  withControls,
} from '@backstage-irsa/core/permissions';
import { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';
import type { VpcEndpointStore } from './VpcEndpointStore';
import { podsRoleArn } from './podsRoleArn';
import { PolicySetStore } from './PolicySetStore';

interface Row {
  service_account_id: string;
  permissions: string;
  policy_set: string | null;
}

const TABLE = 'effective_permissions';

/** The controls that decide in addition to the policies of a role. */
interface Beside {
  organization: OrganizationControls;
  calls: { roleArn: string; vpcEndpoints: Observation<VpcEndpoints> };
}

/** Computes effective permissions from the policies on which they are based. */
export type PermissionsOfSet = (
  set: PolicySet,
  beside: Beside | undefined,
) => Promise<Omit<EffectivePermissions, 'checkedAt'>>;

/**
 * Stores the effective permissions of each IAM service account as last observed, in a separate table because lists never need them. Scans store only
 * the policies on which permissions are based, because permissions are long and most are never requested. SCPs, RCPs, and VPC endpoint policies are
 * the current ones, no matter when the role was observed.
 */
export class PermissionsStore {
  readonly #knex: Knex;
  readonly #objects: ManagedObjectStore;
  readonly #sets: PolicySetStore;
  readonly #organizations: OrganizationReader;
  readonly #vpcEndpoints: Pick<VpcEndpointStore, 'get'>;
  readonly #permissionsOf: PermissionsOfSet;

  constructor(options: {
    knex: Knex;
    organizations: OrganizationReader;
    vpcEndpoints: Pick<VpcEndpointStore, 'get'>;
    permissionsOf: PermissionsOfSet;
  }) {
    this.#knex = options.knex;
    this.#organizations = options.organizations;
    this.#vpcEndpoints = options.vpcEndpoints;
    this.#objects = new ManagedObjectStore({ knex: options.knex });
    this.#sets = new PolicySetStore({ knex: options.knex });
    this.#permissionsOf = options.permissionsOf;
  }

  async get(
    account: Pick<
      IamServiceAccount,
      'id' | 'cluster' | 'roleArn' | 'association'
    >,
  ): Promise<EffectivePermissions | undefined> {
    const row = await this.#knex<Row>(TABLE)
      .where({ service_account_id: account.id })
      .first();
    if (!row) return undefined;
    const stored: EffectivePermissions = JSON.parse(row.permissions);
    const beside = await this.#beside(account);
    if (row.policy_set === null) {
      if (!beside) return stored;
      return decidesNothing(beside)
        ? { ...stored, layers: layersOf(stored, beside) }
        : { ...stored, ...(await this.#permissionsOf(stored, beside)) };
    }
    const set = await this.#sets.get(row.policy_set);
    return set && { ...(await this.#permissionsOf(set, beside)), ...stored };
  }

  async #beside(
    account: Parameters<PermissionsStore['get']>[0],
  ): Promise<Beside | undefined> {
    const roleArn = podsRoleArn(account);
    if (roleArn === null) return undefined;
    const [{ of }, vpcEndpoints] = await Promise.all([
      this.#organizations.current(),
      this.#vpcEndpoints.get(account.cluster),
    ]);
    return {
      organization: organizationControls(of)(roleArn),
      calls: { roleArn, vpcEndpoints },
    };
  }

  /** Whether an IAM service account has a role, as last observed or as Backstage has recorded, and does not only name it. */
  async hasRole(serviceAccountId: string, roleArn: string): Promise<boolean> {
    const row = await this.#knex('service_accounts')
      .where({ id: serviceAccountId, role_row_id: rowId('role', roleArn) })
      .first('id');
    if (row !== undefined) return true;
    return (await this.#objects.objectsOf(serviceAccountId)).has(roleArn);
  }

  /** Replaces the stored permissions. */
  async record(
    serviceAccountId: string,
    permissions: EffectivePermissions,
  ): Promise<void> {
    await this.#knex<Row>(TABLE)
      .insert({
        service_account_id: serviceAccountId,
        permissions: JSON.stringify(permissions),
        policy_set: null,
      })
      .onConflict('service_account_id')
      .merge(['permissions', 'policy_set']);
  }
}

/** Whether nothing was read that could remove permissions. */
function decidesNothing({ organization, calls }: Beside): boolean {
  return (
    organization.layers.every(({ state }) => state === 'not-read') &&
    !valueOf(calls.vpcEndpoints)?.endpoints.length
  );
}

function layersOf(
  stored: EffectivePermissions,
  { organization, calls }: Beside,
): LayerReading[] {
  return [
    ...withControls(stored, organization).layers,
    serviceEndpoints(calls.vpcEndpoints).reading,
  ];
}
