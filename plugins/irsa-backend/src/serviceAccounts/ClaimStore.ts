import type { Knex } from 'knex';
import type { ServiceAccountRef } from '@backstage-irsa/core/model';
import { Lease } from './Lease';

/** Who writes one IAM service account now: one at a time over all replicas. */
export class ClaimStore {
  readonly #lease: Lease<{ cluster: string; namespace: string; name: string }>;

  constructor(options: { knex: Knex }) {
    this.#lease = new Lease(options.knex, 'claims', [
      'cluster',
      'namespace',
      'name',
    ]);
  }

  /** Takes the claim when it is free or has run out. Answers who holds it then. */
  take(ref: ServiceAccountRef, holder: string): Promise<string> {
    return this.#lease.take(placeOf(ref), holder);
  }

  /** Prolongs a claim. False when somebody else has it by now. */
  renew(ref: ServiceAccountRef, holder: string): Promise<boolean> {
    return this.#lease.renew(placeOf(ref), holder);
  }

  /** Gives a claim up. */
  release(ref: ServiceAccountRef, holder: string): Promise<void> {
    return this.#lease.release(placeOf(ref), holder);
  }
}

function placeOf({ cluster, namespace, name }: ServiceAccountRef) {
  return { cluster, namespace, name };
}
