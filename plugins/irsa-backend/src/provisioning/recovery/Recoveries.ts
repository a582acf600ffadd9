import { NotAllowedError } from '@backstage/errors';
import {
  formatServiceAccountRef,
  type Recovery,
  type RecoveryList,
  serviceAccountId,
  type ServiceAccountRef,
} from '@backstage-irsa/core/model';
import { parseArn } from '@backstage-irsa/core/arn';
import type { ChangeLog } from '../../authorization/audit/ChangeLog';
import type { NewChange, NewWrite } from '../../authorization/audit/types';
import type { Memberships } from '../../authorization/Memberships';
import {
  requireOwnSession,
  type OwnSession,
} from '../../authorization/ownSession';
import type { IrsaConfig } from '../../config/types';
import { underClaim } from '../transfers/underClaim';
import type { Writers } from '../Writers';
import type { Examined, RecoveryRules } from './RecoveryRules';
import type {
  RecoveredRecord,
  RecoveryStore,
  UnrecordedRole,
} from './RecoveryStore';

/** The request of an administrator. */
export interface RecoveryRequest {
  dryRun: boolean;
  cursor?: string;
  limit: number;
}

interface RecoveriesOptions {
  changes: ChangeLog;
  config: IrsaConfig;
  memberships: Memberships;
  recoveries: RecoveryStore;
  rules: RecoveryRules;
  writers: Writers;
}

/** Restores the ownership records from AWS and the clusters, after the database was lost or an older one was restored. Writes nothing else. */
export class Recoveries {
  readonly #o: RecoveriesOptions;

  constructor(options: RecoveriesOptions) {
    this.#o = options;
  }

  /**
   * Examines one page of unrecorded roles whose tags say that Backstage created them. Returns for each the records that were or would be restored,
   * and the violations.
   *
   * @throws NotAllowedError - for all but administrators in their own session
   */
  async recover(
    { dryRun, cursor = '', limit }: RecoveryRequest,
    session: OwnSession,
  ): Promise<RecoveryList> {
    requireOwnSession(session);
    const { config, memberships, recoveries } = this.#o;
    if (!(await memberships.isAdministrator(session))) {
      throw new NotAllowedError(
        'Only administrators (irsa.administrators) can recover records.',
      );
    }
    const by = dryRun ? undefined : session.principal.userEntityRef;
    const page = { after: cursor, limit };
    const { roles, next } = await recoveries.page(config.rolePath, page);
    const items: Recovery[] = [];
    for (const role of roles) items.push(...(await this.#ofRole(role, by)));
    return { items, ...(next !== undefined && { nextCursor: next }) };
  }

  async #ofRole(role: UnrecordedRole, by?: string): Promise<Recovery[]> {
    if (role.holders.length === 0) return [withoutHolder(role)];
    const items: Recovery[] = [];
    for (const ref of role.holders) {
      const examined = await (by === undefined
        ? this.#o.rules.examine(role, ref)
        : this.#record(role, ref, by));
      if (examined.record?.records.length === 0) continue;
      items.push(itemOf(role, ref, { examined, isDryRun: by === undefined }));
    }
    return items;
  }

  /** Examines the role under the claim, so that a running apply ends first. */
  #record(
    role: UnrecordedRole,
    ref: ServiceAccountRef,
    by: string,
  ): Promise<Examined> {
    const { changes, recoveries, rules, writers } = this.#o;
    return underClaim(
      writers,
      ref,
      async () => [role.arn],
      async () => {
        const examined = await rules.examine(role, ref);
        const { record } = examined;
        if (record && record.records.length > 0) {
          await changes.record(
            changeOfRecovery(role, record, by),
            writeOf(record),
            () => recoveries.record(record),
          );
        }
        return examined;
      },
    );
  }
}

function withoutHolder({ arn }: UnrecordedRole): Recovery {
  return {
    ...{ roleArn: arn, result: 'refused', records: [] },
    violations: [
      {
        field: 'name',
        rule: 'service-account-missing',
        message: `No scanned ServiceAccount has role ${arn}, and its tags name none.`,
      },
    ],
  };
}

function itemOf(
  { arn }: UnrecordedRole,
  ref: ServiceAccountRef,
  { examined, isDryRun }: { examined: Examined; isDryRun: boolean },
): Recovery {
  const { cluster, namespace, name } = ref;
  const { record, violations, entityRef, owner } = examined;
  return {
    roleArn: arn,
    serviceAccountId: serviceAccountId(ref),
    ...{ cluster, namespace, name },
    ...(entityRef !== undefined && { entityRef }),
    ...(owner !== undefined && { owner }),
    result: resultOf(examined, isDryRun),
    records: record?.records ?? [],
    violations,
  };
}

function changeOfRecovery(
  { arn }: UnrecordedRole,
  { ref, entityRef, owner }: RecoveredRecord,
  requester: string,
): NewChange {
  const { cluster, namespace, name } = ref;
  return {
    ...{ action: 'recover', requester, entityRef, owner },
    serviceAccount: { cluster, namespace, name },
    accountId: parseArn(arn)?.accountId,
  };
}

function writeOf({ ref, owner, records }: RecoveredRecord): NewWrite {
  return {
    action: 'create',
    target: { kind: 'ownership', name: formatServiceAccountRef(ref) },
    summary: `Recover the record of objects that Backstage created, for ${owner}`,
    diff: [{ field: 'records', before: null, after: records }],
  };
}

function resultOf({ record }: Examined, isDryRun: boolean): Recovery['result'] {
  if (!record) return 'refused';
  return isDryRun ? 'allowed' : 'recovered';
}
