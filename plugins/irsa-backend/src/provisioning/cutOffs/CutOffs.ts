import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { parseArn } from '@backstage-irsa/core/arn';
import {
  type IamServiceAccount,
  type Violation,
  timeText,
} from '@backstage-irsa/core/model';
import { checkWriting } from '@backstage-irsa/core/planning';
import type { ChangeLog } from '../../authorization/audit/ChangeLog';
import { changeOf } from '../../authorization/audit/changeOf';
import type { OpenChange } from '../../authorization/audit/OpenChange';
import type { NewWrite } from '../../authorization/audit/types';
import type { IrsaConfig } from '../../config/types';
import { describeAwsError } from '../../observe/aws/errors';
import type { Memberships } from '../../authorization/Memberships';
import {
  requireOwnSession,
  type OwnSession,
} from '../../authorization/ownSession';
import type { CutOffPolicies } from '../../execute/CutOffPolicies';
import { unavailable, violationsError } from '../../lib/errors';
import type { Access } from '../../authorization/Access';
import type { Verifier } from '../../verification/Verifier';
import {
  CUT_OFF_POLICY,
  denyEverything,
  denyOlderSessions,
  readCutOff,
} from '@backstage-irsa/core/permissions';
import type { CutOffStore } from '../../serviceAccounts/cutOffs/CutOffStore';
import { nameInCluster } from '../../serviceAccounts/nameInCluster';
import type { RoleLeaseStore } from '../../serviceAccounts/RoleLeaseStore';
import type { ServiceAccountStore } from '../../serviceAccounts/ServiceAccountStore';
import type { CutOffRole, CutOffRoles } from './CutOffRoles';

/** The maximum duration of a role session, regardless of the role's current setting. Source: "IAM and AWS STS quotas", IAM User Guide. */
const LONGEST_SESSION_MS = 12 * 60 * 60 * 1000;

interface CutOffsOptions {
  access: Access;
  changes: ChangeLog;
  config: Pick<IrsaConfig, 'writing'>;
  cutOffs: CutOffStore;
  leases: RoleLeaseStore;
  logger: LoggerService;
  memberships: Memberships;
  policies: CutOffPolicies;
  roles: CutOffRoles;
  store: ServiceAccountStore;
  verifier: Verifier;
}

/**
 * Cuts off the AWS access of an IAM service account in an incident, and restores it. Writes to AWS before the database: checks detect a denial
 * without a record, and `restore` ends it too.
 */
export class CutOffs {
  readonly #o: CutOffsOptions;

  constructor(options: CutOffsOptions) {
    this.#o = options;
  }

  /**
   * Denies all actions to all roles that were created or adopted for the IAM service account. Writes the policy again if access is already cut off,
   * and keeps the record of who cut it off.
   *
   * @throws NotAllowedError - for all but the recorded owner and administrators, and for owners if others share a role; ConflictError - if there is
   * no role; ServiceUnavailableError
   */
  async cutOff(
    account: IamServiceAccount,
    reason: string,
    session: OwnSession,
  ): Promise<IamServiceAccount> {
    const roles = await this.#permittedRoles(account, session);
    const by = session.principal.userEntityRef;
    const about = { action: 'cut-off', requester: by, reason } as const;
    await this.#o.changes.track(changeOf(account, about), async change => {
      const denied = new Set<string>();
      for (let left = roles; left.length > 0; ) {
        for (const role of left) {
          await this.#write(change, role, denyEverything());
          const at = new Date().toISOString();
          const { arn, region } = role;
          await this.#o.cutOffs.record(arn, region, { at, by, reason });
          denied.add(arn);
        }
        // An apply can have created another role before the cut-off was recorded.
        const now = await this.#permittedRoles(account, session);
        left = now.filter(({ arn }) => !denied.has(arn));
      }
    });
    return this.#verified(account);
  }

  /**
   * Restores access for sessions that are issued from now on. Denies older sessions until all of them have expired.
   *
   * @throws as `cutOff`; ConflictError - if nothing is cut off
   */
  async restore(
    account: IamServiceAccount,
    reason: string,
    session: OwnSession,
  ): Promise<IamServiceAccount> {
    const roles = await this.#permittedRoles(account, session);
    const recorded = await this.#o.cutOffs.among(roles.map(({ arn }) => arn));
    const denied = roles.filter(
      ({ arn, inlinePolicies }) =>
        recorded.some(({ roleArn }) => roleArn === arn) ||
        readCutOff(inlinePolicies)?.state === 'cut-off',
    );
    if (denied.length === 0) {
      throw new ConflictError(
        `The AWS access of ServiceAccount ${nameInCluster(
          account,
        )} is not cut off.`,
      );
    }
    const by = session.principal.userEntityRef;
    const about = { action: 'restore', requester: by, reason } as const;
    await this.#o.changes.track(changeOf(account, about), async change => {
      for (const role of denied) await this.#restoreRole(change, role, by);
    });
    return this.#verified(account);
  }

  /**
   * Refuses a change of roles that are cut off.
   *
   * @throws ConflictError
   */
  async requireNone(roleArns: string[]): Promise<void> {
    const [cutOff] = await this.#o.cutOffs.among(roleArns);
    if (!cutOff) return;
    const { roleArn, at, by, reason } = cutOff;
    throw new ConflictError(
      `The AWS access of role ${roleArn} has been cut off since ${timeText(
        at,
      )} by ${by} (${reason}). It was not changed. Restore access first, or delete the IAM service account.`,
    );
  }

  /** Deletes the policy of restored roles once all older sessions have expired. Retries failures in the next run. */
  async endOlderSessions(now = new Date()): Promise<void> {
    for (const restored of await this.#o.cutOffs.ended(now)) {
      const { roleArn, region } = restored;
      try {
        await this.#alone(roleArn, async () => {
          if (this.#check(roleArn, 'write').length > 0) return;
          // The role can have been cut off again meanwhile.
          if (!(await this.#o.cutOffs.isStillRestored(restored))) return;
          await this.#o.policies.remove(roleArn, region);
          await this.#o.cutOffs.forget(restored);
        });
      } catch (error) {
        this.#o.logger.warn(
          `Inline policy ${CUT_OFF_POLICY} of role ${roleArn} was not deleted: ${describeAwsError(
            error,
          )}`,
        );
      }
    }
  }

  async #permittedRoles(
    account: IamServiceAccount,
    session: OwnSession,
  ): Promise<CutOffRole[]> {
    requireOwnSession(session);
    const { access, memberships, roles } = this.#o;
    await access.requireOwner(account, session);
    const found = await roles.of(account);
    const shared = found.filter(({ isShared }) => isShared);
    if (shared.length > 0 && !(await memberships.isAdministrator(session))) {
      throw new NotAllowedError(
        `Role ${
          shared[0].arn
        } is used by others in addition to ServiceAccount ${nameInCluster(
          account,
        )}, or its users could not be read. Ask an administrator (irsa.administrators) to cut off or restore it.`,
      );
    }
    const violations = found.flatMap(({ arn }) => this.#check(arn, 'cut-off'));
    if (violations.length > 0) throw violationsError(violations);
    return found;
  }

  #check(roleArn: string, purpose: 'write' | 'cut-off'): Violation[] {
    const accountId = parseArn(roleArn)?.accountId ?? '';
    return checkWriting(this.#o.config, [accountId], purpose);
  }

  async #restoreRole(
    change: OpenChange,
    role: CutOffRole,
    by: string,
  ): Promise<void> {
    const restored = new Date();
    await this.#write(change, role, denyOlderSessions(restored));
    const end = new Date(restored.getTime() + LONGEST_SESSION_MS);
    await this.#o.cutOffs.recordRestored(role.arn, role.region, {
      restoredAt: restored.toISOString(),
      olderSessionsEndAt: end.toISOString(),
      by,
    });
  }

  async #write(
    change: OpenChange,
    { arn, region, inlinePolicies }: CutOffRole,
    document: PolicyDocument,
  ): Promise<void> {
    const before = inlinePolicies.find(({ name }) => name === CUT_OFF_POLICY)
      ?.document.document;
    const write: NewWrite = {
      action: before ? 'update' : 'create',
      target: { kind: 'role', name: arn },
      summary: `Put inline policy ${CUT_OFF_POLICY}`,
      diff: [
        {
          field: 'policyDocument',
          before: before ?? null,
          after: document,
        },
      ],
    };
    const put = () => this.#o.policies.put(arn, region, document);
    try {
      await this.#alone(arn, () => change.write(write, put));
    } catch (error) {
      if (error instanceof ConflictError) throw error;
      throw unavailable(
        `Inline policy ${CUT_OFF_POLICY} of role ${arn} was not written: ${describeAwsError(
          error,
        )}`,
      );
    }
  }

  /** Ensures one writer of the policy at a time. Does not wait for a running apply, which does not touch this policy. */
  async #alone(roleArn: string, work: () => Promise<void>): Promise<void> {
    const holder = randomUUID();
    const what = `${roleArn}#${CUT_OFF_POLICY}`;
    if ((await this.#o.leases.take(what, holder)) !== holder) {
      throw new ConflictError(
        `Role ${roleArn} is being cut off or restored by somebody else. Try again in a few seconds.`,
      );
    }
    try {
      await work();
    } finally {
      await this.#o.leases.release(what, holder);
    }
  }

  async #verified(account: IamServiceAccount): Promise<IamServiceAccount> {
    await this.#o.verifier.showWritten(account);
    return (await this.#o.store.get(account.id)) ?? account;
  }
}
