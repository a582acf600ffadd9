import type { Knex } from 'knex';
import { Lease } from './Lease';

/** Stores which operation writes a role. Otherwise, ServiceAccounts that share a role would overwrite each other's trust policy changes. */
export class RoleLeaseStore {
  readonly #lease: Lease<{ role_arn: string }>;

  constructor(options: { knex: Knex }) {
    this.#lease = new Lease(options.knex, 'role_leases', ['role_arn']);
  }

  /** Takes the lease if it is free or expired. Returns the current holder. */
  take(roleArn: string, holder: string): Promise<string> {
    return this.#lease.take({ role_arn: roleKeyOf(roleArn) }, holder);
  }

  /** Renews a lease. Returns false if another holder has it. */
  renew(roleArn: string, holder: string): Promise<boolean> {
    return this.#lease.renew({ role_arn: roleKeyOf(roleArn) }, holder);
  }

  /** Releases a lease. */
  release(roleArn: string, holder: string): Promise<void> {
    return this.#lease.release({ role_arn: roleKeyOf(roleArn) }, holder);
  }
}

/** Returns the same key for all ARNs of a role: a role name is unique in an account, regardless of path and letter case. */
export function roleKeyOf(roleArn: string): string {
  return roleArn.replace(/:role\/(.*\/)?/, ':role/').toLowerCase();
}
