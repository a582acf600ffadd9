import { formatServiceAccountRef } from '@backstage-irsa/core/model';
import {
  associationRecord,
  unshownRecords,
  type ObservedForDeletion,
} from '@backstage-irsa/core/planning';
import { SETTLING_MS } from '@backstage-irsa/core/status';
import { readUntil } from '../execute/readUntil';
import { readingsOf, type DeletionReader } from '../observe/DeletionReader';
import type { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';

type Seen = Pick<ObservedForDeletion, 'roles' | 'policies' | 'association'>;

/**
 * Reads recorded objects. An object that Backstage just created and that AWS does not show is not known to be gone: reads again until AWS shows it,
 * for as long as that may take.
 */
export class RecordedReader {
  readonly #reader: DeletionReader;
  readonly #managed: Pick<ManagedObjectStore, 'sentSince'>;

  constructor(options: {
    reader: DeletionReader;
    managed: Pick<ManagedObjectStore, 'sentSince'>;
  }) {
    this.#reader = options.reader;
    this.#managed = options.managed;
  }

  /** Reads as `DeletionReader.read`. */
  read(
    ...args: Parameters<DeletionReader['read']>
  ): ReturnType<DeletionReader['read']> {
    const [, ref, { roleArns, policyArns, associated }] = args;
    const refText = formatServiceAccountRef(ref);
    const objects = [
      ...roleArns,
      ...policyArns,
      ...(associated ? [associationRecord(refText)] : []),
    ];
    return this.#untilShown(objects, refText, () => this.#reader.read(...args));
  }

  /** Reads as `DeletionReader.readIam`. */
  readIam(
    ...args: Parameters<DeletionReader['readIam']>
  ): ReturnType<DeletionReader['readIam']> {
    const [, { roleArns, policyArns }] = args;
    return this.#untilShown([...roleArns, ...policyArns], '', () =>
      this.#reader.readIam(...args),
    );
  }

  async #untilShown<T extends Seen>(
    objects: string[],
    refText: string,
    read: () => Promise<T>,
  ): Promise<T> {
    const since = new Date(Date.now() - SETTLING_MS);
    const created = await this.#managed.sentSince(since, objects);
    return readUntil(
      read,
      seen =>
        readingsOf(seen).some(({ state }) => state === 'unknown') ||
        unshownRecords(created, refText, seen).length === 0,
    );
  }
}
