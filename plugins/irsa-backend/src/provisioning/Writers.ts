import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ServiceAccountRef } from '@backstage-irsa/core/model';
import type { ClaimStore } from '../serviceAccounts/ClaimStore';
import { LEASE_MS } from '../serviceAccounts/Lease';
import { nameInCluster } from '../serviceAccounts/nameInCluster';
import type { OperationStore } from '../serviceAccounts/OperationStore';
import {
  roleKeyOf,
  type RoleLeaseStore,
} from '../serviceAccounts/RoleLeaseStore';
import { LeaseQueues } from './LeaseQueues';

/** The exclusive right to write, which lasts while it is renewed. */
export interface Hold {
  /** Whether another operation has taken over. Then nothing more is written. */
  lost: boolean;
  /** Releases the leases on roles. Keeps the claim on the ServiceAccount. */
  releaseRoles(): Promise<void>;
  /** Releases the claim and all leases. */
  release(): Promise<void>;
}

interface Held {
  renew(): Promise<boolean>;
  release(): Promise<void>;
}

/** Ensures one writer at a time across all replicas: first for the ServiceAccount, then for its roles. */
export class Writers {
  readonly #claims: ClaimStore;
  readonly #roles: RoleLeaseStore;
  readonly #operations: OperationStore;
  readonly #logger: LoggerService;
  readonly #queues = new LeaseQueues();

  constructor(options: {
    claims: ClaimStore;
    roles: RoleLeaseStore;
    operations: OperationStore;
    logger: LoggerService;
  }) {
    this.#claims = options.claims;
    this.#roles = options.roles;
    this.#operations = options.operations;
    this.#logger = options.logger;
  }

  /**
   * Waits for the claim on a ServiceAccount, and then for the leases on its current roles. Returns in `seen` the operations that had the claim
   * meanwhile, and in `roleArns` the result of `rolesOf`. Operations that remove access come before all others that wait.
   *
   * @throws TooManyRequestsError - if too many requests are already waiting; ServiceUnavailableError
   */
  async hold(
    ref: ServiceAccountRef,
    rolesOf: () => Promise<string[]>,
    operationId: string,
    { removes = false } = {},
  ): Promise<{ hold: Hold; seen: string[]; roleArns: string[] }> {
    const wanted = { holder: operationId, removes };
    const what = `ServiceAccount ${nameInCluster(ref)}`;
    const seen = await this.#queues.take(
      { key: what, what, take: holder => this.#claims.take(ref, holder) },
      wanted,
    );
    const claim: Held = {
      renew: () => this.#claims.renew(ref, operationId),
      release: () => this.#claims.release(ref, operationId),
    };
    const roles: Held[] = [];
    const hold = this.#keepAlive(operationId, claim, roles);
    try {
      const roleArns = await rolesOf();
      const keys = new Map(roleArns.map(arn => [roleKeyOf(arn), arn]));
      for (const [key, arn] of [...keys].sort()) {
        await this.#queues.take(
          {
            ...{ key, what: `role ${arn}` },
            take: holder => this.#roles.take(arn, holder),
          },
          wanted,
        );
        roles.push({
          renew: () => this.#roles.renew(arn, operationId),
          release: () => this.#roles.release(arn, operationId),
        });
      }
      return { hold, seen, roleArns };
    } catch (error) {
      await hold.release();
      throw error;
    }
  }

  /** Renews the claim and the leases while work runs. */
  #keepAlive(operationId: string, claim: Held, roles: Held[]): Hold {
    const releaseRoles = async () => {
      await Promise.all(roles.splice(0).map(held => held.release()));
    };
    const hold = { lost: false, releaseRoles, release: releaseRoles };
    const timer = setInterval(async () => {
      try {
        const renewed = await Promise.all(
          [claim, ...roles].map(held => held.renew()),
        );
        if (renewed.includes(false)) hold.lost = true;
        await this.#operations.touch(operationId);
      } catch (error) {
        this.#logger.warn(
          `The claim of operation ${operationId} was not renewed: ${error}`,
        );
      }
    }, LEASE_MS / 4);
    hold.release = async () => {
      clearInterval(timer);
      try {
        await releaseRoles();
        await claim.release();
      } catch (error) {
        this.#logger.warn(
          `The claim of operation ${operationId} was not released, and expires by itself: ${error}`,
        );
      }
    };
    return hold;
  }
}
