import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ServiceAccountRef } from '@backstage-irsa/core/model';
import type { ClaimStore } from '../serviceAccounts/ClaimStore';
import { LEASE_MS } from '../serviceAccounts/Lease';
import type { OperationStore } from '../serviceAccounts/OperationStore';
import type { RoleLeaseStore } from '../serviceAccounts/RoleLeaseStore';
import { unavailable } from '../lib/errors';

const POLL_MS = 150;
const MAX_WAIT_MS = 5 * 60_000;

/** The right to write, as long as it is renewed. */
export interface Hold {
  /** Somebody else has it by now: nothing more is written. */
  lost: boolean;
  /** Gives up what is held of roles; the ServiceAccount stays claimed. */
  releaseRoles(): Promise<void>;
  /** Gives everything up. */
  release(): Promise<void>;
}

interface Held {
  renew(): Promise<boolean>;
  release(): Promise<void>;
}

/** One writer at a time, over all replicas: first of the ServiceAccount, then of its roles. */
export class Writers {
  readonly #claims: ClaimStore;
  readonly #roles: RoleLeaseStore;
  readonly #operations: OperationStore;
  readonly #logger: LoggerService;

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

  /** Waits for the claim on a ServiceAccount, and then on the roles that it has by then. `seen` are the operations that had the claim meanwhile, `roleArns` what `rolesOf` said. */
  async hold(
    ref: ServiceAccountRef,
    rolesOf: () => Promise<string[]>,
    operationId: string,
  ): Promise<{ hold: Hold; seen: string[]; roleArns: string[] }> {
    const what = `ServiceAccount ${ref.namespace}/${ref.name} in ${ref.cluster}`;
    const seen = await waitFor(what, operationId, () =>
      this.#claims.take(ref, operationId),
    );
    const claim: Held = {
      renew: () => this.#claims.renew(ref, operationId),
      release: () => this.#claims.release(ref, operationId),
    };
    const roles: Held[] = [];
    const hold = this.#keepAlive(operationId, claim, roles);
    try {
      const roleArns = [...new Set(await rolesOf())].sort();
      for (const arn of roleArns) {
        await waitFor(`role ${arn}`, operationId, () =>
          this.#roles.take(arn, operationId),
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

  /** Renews what is held while work runs. */
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
          `The claim of operation ${operationId} was not given up, and ends by itself: ${error}`,
        );
      }
    };
    return hold;
  }
}

/** Polls until it is ours. Answers who had it meanwhile. */
async function waitFor(
  what: string,
  holder: string,
  take: () => Promise<string>,
): Promise<string[]> {
  const seen = new Set<string>();
  const until = Date.now() + MAX_WAIT_MS;
  for (;;) {
    const current = await take();
    if (current === holder) return [...seen];
    if (current !== '') seen.add(current);
    if (Date.now() > until) {
      throw unavailable(
        `Another operation is changing ${what}. Retry in a few minutes.`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }
}
