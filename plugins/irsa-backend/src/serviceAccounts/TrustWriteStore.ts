import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { sameDocument } from '@backstage-irsa/core/planning';
import { SETTLING_MS } from '@backstage-irsa/core/status';
import type { Knex } from 'knex';
import { databaseTime } from '../database/clock';
import { roleKeyOf } from './RoleLeaseStore';

interface Row {
  seq: number;
  role_arn: string;
  document: string;
  written_at: number | string;
}

const TABLE = 'trust_writes';

/** What a read of a trust policy can show while recent writes of Backstage are not visible everywhere. */
export interface RecentTrust {
  /** Whether there was a recent write. If so, a missing role is not visible yet. */
  isRecent: boolean;
  /** Whether this is a trust policy that Backstage has replaced, as a replica of IAM that is behind shows it. */
  isOutdated(present: PolicyDocument | undefined): boolean;
}

/** The recent writes of the trust policy of one role. */
export interface TrustWrites {
  recent(): Promise<RecentTrust>;
  /** Records a write that is about to be made, so that it is known even if the process stops. */
  record(
    before: PolicyDocument | undefined,
    after: PolicyDocument,
  ): Promise<void>;
}

/**
 * Stores which trust policies Backstage has written and replaced within the time that IAM needs to show a change everywhere. IAM does not promise that
 * a later read shows a newer state, so the next writer of a shared role could merge into a trust policy that was replaced, and undo the last write.
 */
export class TrustWriteStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Returns the writes of a role, whose lease the caller holds. */
  ofRole(roleArn: string): TrustWrites {
    const key = roleKeyOf(roleArn);
    return {
      recent: () => this.#recent(key),
      record: (before, after) =>
        this.#record(key, [...(before ? [before] : []), after]),
    };
  }

  async #recent(key: string): Promise<RecentTrust> {
    const rows = await this.#knex<Row>(TABLE)
      .where({ role_arn: key })
      .andWhere('written_at', '>', databaseTime(this.#knex, -SETTLING_MS))
      .orderBy('seq')
      .select('document');
    const states: PolicyDocument[] = rows.map(({ document }) =>
      JSON.parse(document),
    );
    const last = states.pop();
    return {
      isRecent: last !== undefined,
      isOutdated: present =>
        last !== undefined &&
        !sameDocument(present, last) &&
        states.some(state => sameDocument(present, state)),
    };
  }

  /** The row of a replaced trust policy has the time of its replacement. */
  async #record(key: string, states: PolicyDocument[]): Promise<void> {
    const written_at = databaseTime(this.#knex);
    await this.#knex(TABLE).insert(
      states.map(state => ({
        role_arn: key,
        document: JSON.stringify(state),
        written_at,
      })),
    );
    await this.#knex<Row>(TABLE)
      .where('written_at', '<', databaseTime(this.#knex, -SETTLING_MS))
      .delete();
  }
}
