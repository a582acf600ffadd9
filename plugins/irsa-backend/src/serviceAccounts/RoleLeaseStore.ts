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
    return this.#lease.take({ role_arn: roleKeyOf(roleArn) }, holder);
  }

  /** Prolongs a lease. False when somebody else has it by now. */
  renew(roleArn: string, holder: string): Promise<boolean> {
    return this.#lease.renew({ role_arn: roleKeyOf(roleArn) }, holder);
  }

  /** Gives a lease up. */
  release(roleArn: string, holder: string): Promise<void> {
    return this.#lease.release({ role_arn: roleKeyOf(roleArn) }, holder);
  }
}

/** The same for ARNs of the same role: IAM has a name once in an account, whatever its path and letter case. */
export function roleKeyOf(roleArn: string): string {
  return roleArn.replace(/:role\/(.*\/)?/, ':role/').toLowerCase();
}
