import type { Knex } from 'knex';
import type {
  EffectivePermissions,
  IamServiceAccount,
} from '@backstage-irsa/core/model';
import type { OrganizationReader } from '@backstage-irsa/core/organization';
import {
  organizationControls,
  type OrganizationControls,
  type PolicySet,
  withControls,
} from '@backstage-irsa/core/permissions';
import { PolicySetStore } from './PolicySetStore';

interface Row {
  service_account_id: string;
  permissions: string;
  policy_set: string | null;
}

const TABLE = 'effective_permissions';

/** Makes effective permissions from the policies that they follow from. */
export type PermissionsOfSet = (
  set: PolicySet,
  organization: OrganizationControls | undefined,
) => Promise<Omit<EffectivePermissions, 'checkedAt'>>;

/**
 * The effective permissions of each IAM service account as last observed. Lists never need them, so they have a table of their own. Scans store only
 * what they follow from: they are long, and most are never asked for. SCPs and RCPs are those of now, whenever the role was observed.
 */
export class PermissionsStore {
  readonly #knex: Knex;
  readonly #sets: PolicySetStore;
  readonly #organizations: OrganizationReader;
  readonly #permissionsOf: PermissionsOfSet;

  constructor(options: {
    knex: Knex;
    organizations: OrganizationReader;
    permissionsOf: PermissionsOfSet;
  }) {
    this.#knex = options.knex;
    this.#organizations = options.organizations;
    this.#sets = new PolicySetStore({ knex: options.knex });
    this.#permissionsOf = options.permissionsOf;
  }

  async get(
    account: Pick<IamServiceAccount, 'id' | 'roleArn' | 'association'>,
  ): Promise<EffectivePermissions | undefined> {
    const row = await this.#knex<Row>(TABLE)
      .where({ service_account_id: account.id })
      .first();
    if (!row) return undefined;
    const stored: EffectivePermissions = JSON.parse(row.permissions);
    const { of } = await this.#organizations.current();
    const roleArn = account.association?.targetRoleArn ?? account.roleArn;
    const organization =
      roleArn === null ? undefined : organizationControls(of)(roleArn);
    if (row.policy_set === null) {
      if (!organization) return stored;
      return isUnread(organization)
        ? { ...stored, layers: withControls(stored, organization).layers }
        : { ...stored, ...(await this.#permissionsOf(stored, organization)) };
    }
    const set = await this.#sets.get(row.policy_set);
    return (
      set && { ...(await this.#permissionsOf(set, organization)), ...stored }
    );
  }

  /** Replaces what was stored. */
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

function isUnread({ layers }: OrganizationControls): boolean {
  return layers.every(({ state }) => state === 'not-read');
}
