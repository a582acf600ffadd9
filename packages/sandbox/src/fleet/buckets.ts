import { policyText } from '../company/iam';
import type { Account } from '../state/account';
import type { Bucket, World } from '../state/world';

/** One in so many services with S3 uses the bucket of its team; the others have their own. */
const SHARING = 3;

/** One in so many buckets has a policy, and one in so many is encrypted with KMS. */
const WITH_POLICY = 2;
const WITH_KMS = 4;

/** S3 takes no longer names. */
const LONGEST = 63;

/** By the key that AWS manages for S3, which lets in everybody of the account. */
const ENCRYPTED: Pick<Bucket, 'encryption'> = {
  encryption: { algorithm: 'aws:kms', bucketKey: true },
};

/** Gives services of the fleet buckets of their own. Nothing is left to chance, so that the fleet of a seed is the same with and without buckets. */
export class BucketWriter {
  readonly #buckets: World['buckets'];
  #asked = 0;

  constructor({ buckets }: Pick<World, 'buckets'>) {
    this.#buckets = buckets;
  }

  /** Makes the bucket of a service. Answers its name; undefined where the service uses the bucket of its team. */
  add(
    service: string,
    account: Account,
    at: { region: string; createdAt: Date },
  ): string | undefined {
    const number = this.#asked;
    this.#asked += 1;
    if (number % SHARING === SHARING - 1) return undefined;
    const name = service.slice(0, LONGEST);
    this.#buckets.set(name, {
      name,
      accountId: account.id,
      ...at,
      objects: new Map(),
      ...(number % WITH_POLICY === 0 && { policy: denyDeletion(name) }),
      ...(number % WITH_KMS === 0 && ENCRYPTED),
    });
    return name;
  }
}

/** A policy that keeps everybody from deleting the bucket. One that asks for TLS would be more usual, but nobody speaks TLS with the sandbox. */
function denyDeletion(name: string): string {
  return policyText({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:DeleteBucket',
    Resource: `arn:aws:s3:::${name}`,
  });
}
