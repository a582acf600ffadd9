import { valueOf } from '@backstage-irsa/core/model';
import type { ReadResource } from '@backstage-irsa/core/permissions';
import { LimitedCache } from '../../lib/LimitedCache';
import type { AwsClients } from '../aws/AwsClients';
import { readResource, type ResourcePlace } from './index';

/** How long a reading is remembered, in milliseconds. Questions about one resource often follow each other. */
const REMEMBERED_MS = 10_000;

/** The maximum size of all remembered readings together, in characters of JSON. */
const MOST_LENGTH = 10_000_000;

interface Remembered {
  until: number;
  reading: Promise<ReadResource>;
}

/** Reads resources, and remembers each reading for questions within a short time. An incomplete reading is not remembered. */
export class RememberedResources {
  readonly #aws: AwsClients;
  readonly #readings = new LimitedCache<Remembered>(MOST_LENGTH);

  constructor(aws: AwsClients) {
    this.#aws = aws;
  }

  async read(
    place: ResourcePlace,
    named: { service: string; name: string },
  ): Promise<ReadResource> {
    const key = JSON.stringify([place, named]);
    const known = this.#readings.get(key);
    if (known && Date.now() < known.until) return known.reading;
    const begun = {
      until: Date.now() + REMEMBERED_MS,
      reading: readResource(this.#aws, place, named),
    };
    this.#readings.set(key, begun);
    const read = await begun.reading.catch(error => {
      this.#readings.delete(key);
      throw error;
    });
    if (isWhole(read)) {
      this.#readings.set(key, begun, JSON.stringify(read).length);
    } else {
      this.#readings.delete(key);
    }
    return read;
  }
}

function isWhole(read: ReadResource): boolean {
  const { policy, encryption } = read;
  const key = valueOf(encryption);
  return [
    ...[policy, valueOf(policy)?.restrictsPublic],
    ...[read.keyGrants, read.keyState, encryption],
    ...[key?.keyPolicy, key?.keyGrants, key?.keyState],
  ].every(part => part?.state !== 'unknown');
}
