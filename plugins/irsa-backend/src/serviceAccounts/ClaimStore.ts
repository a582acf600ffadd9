import type { Knex } from 'knex';
import type { ServiceAccountRef } from '@backstage-irsa/core/model';
import { Lease } from './Lease';

/** Stores which operation writes an IAM service account: one at a time across all replicas. */
export class ClaimStore {
  readonly #lease: Lease<{ cluster: string; namespace: string; name: string }>;

  constructor(options: { knex: Knex }) {
    this.#lease = new Lease(options.knex, 'claims', [
      'cluster',
      'namespace',
      'name',
    ]);
  }

  /** Takes the claim if it is free or expired. Returns the current holder. */
  take(ref: ServiceAccountRef, holder: string): Promise<string> {
    return this.#lease.take(placeOf(ref), holder);
  }

  /** Renews a claim. Returns false if another holder has it. */
  renew(ref: ServiceAccountRef, holder: string): Promise<boolean> {
    return this.#lease.renew(placeOf(ref), holder);
  }

  /** Releases a claim. */
  release(ref: ServiceAccountRef, holder: string): Promise<void> {
    return this.#lease.release(placeOf(ref), holder);
  }
}

function placeOf({ cluster, namespace, name }: ServiceAccountRef) {
  return { cluster, namespace, name };
}
