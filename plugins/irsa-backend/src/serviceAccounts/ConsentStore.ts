import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import { type Consent, usedConsent } from '@backstage-irsa/core/planning';

const TABLE = 'used_consents';

interface Row {
  object_id: string;
  consent: string;
  service_account_id: string;
  used_at: string;
}

/** Stores which consents were used. A consent that is set again, for example by a tool that reapplies its state, does not count again. */
export class ConsentStore {
  readonly #knex: Knex;

  constructor({ knex }: { knex: Knex }) {
    this.#knex = knex;
  }

  /** Returns the used consents of the objects, in the format of `usedConsent`. */
  async used(objectIds: string[]): Promise<ReadonlySet<string>> {
    const rows = await this.#knex<Row>(TABLE)
      .whereIn('object_id', objectIds)
      .select('object_id', 'consent');
    return new Set(
      rows.map(({ object_id: id, consent }) => usedConsent(id, consent)),
    );
  }

  /**
   * Uses consents for an IAM service account. The same IAM service account may use them again, so that an interrupted adoption can continue.
   *
   * @throws ConflictError - if another one used the consent.
   */
  async use(serviceAccountId: string, consents: Consent[]): Promise<void> {
    for (const { objectId, consent } of consents) {
      const key = { object_id: objectId, consent };
      await this.#knex<Row>(TABLE)
        .insert({
          ...key,
          service_account_id: serviceAccountId,
          used_at: new Date().toISOString(),
        })
        .onConflict(['object_id', 'consent'])
        .ignore();
      const row = await this.#knex<Row>(TABLE).where(key).first();
      if (row?.service_account_id !== serviceAccountId) {
        throw new ConflictError(
          'The consent to this adoption was used by another request. Nothing was changed. Ask an administrator for a new consent.',
        );
      }
    }
  }
}
