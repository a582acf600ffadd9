import type { Knex } from 'knex';
import { Lease } from './Lease';

/** Who writes one role now: ServiceAccounts that share it would otherwise write over each other's trust. */
export class RoleLeaseStore {
  readonly #lease: Lease<{ role_arn: string }>;

  constructor(options: { knex: Knex }) {
    this.#lease = new Lease(options.knex, 'role_leases', ['role_arn']);
  }

  /** Takes the lease when it is free or has run out. Answers who holds it then. */
  take(roleArn: string, holder: string): Promise<string> {
    return this.#lease.take(keyOf(roleArn), holder);
  }

  /** Prolongs a lease. False when somebody else has it by now. */
  renew(roleArn: string, holder: string): Promise<boolean> {
    return this.#lease.renew(keyOf(roleArn), holder);
  }

  /** Gives a lease up. */
  release(roleArn: string, holder: string): Promise<void> {
    return this.#lease.release(keyOf(roleArn), holder);
  }
}

/** Names of roles are unique whatever their path and letter case. */
function keyOf(roleArn: string) {
  return {
    role_arn: roleArn.replace(/:role\/(.*\/)?/, ':role/').toLowerCase(),
  };
}
