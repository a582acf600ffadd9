import { policyText } from '../company/iam';
import type { Account } from '../state/account';
import type { Bucket, World } from '../state/world';

/** One in this many services with S3 uses the bucket of its team. The others have their own. */
const SHARING = 3;

/** One in this many buckets has a policy, and one in this many is encrypted with KMS. */
const WITH_POLICY = 2;
const WITH_KMS = 4;

/** The maximum length of an S3 bucket name. */
const LONGEST = 63;

/** Encryption with the AWS managed key for S3, which everyone in the account can use. */
const ENCRYPTED: Pick<Bucket, 'encryption'> = {
  encryption: { algorithm: 'aws:kms', bucketKey: true },
};

/** Creates buckets for services of the fleet. Uses no random numbers, so that the fleet of a seed is the same with and without buckets. */
export class BucketWriter {
  readonly #buckets: World['buckets'];
  #asked = 0;

  constructor({ buckets }: Pick<World, 'buckets'>) {
    this.#buckets = buckets;
  }

  /** Creates the bucket of a service. Returns its name, or undefined if the service uses the bucket of its team. */
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

/** Returns a policy that denies bucket deletion to everyone. A policy that requires TLS would be more usual, but the sandbox does not serve TLS. */
function denyDeletion(name: string): string {
  return policyText({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:DeleteBucket',
    Resource: `arn:aws:s3:::${name}`,
  });
}
