import { addKey } from '../keys';
import { bucketOf } from '../permissions';
import { FaultError, findService } from '../service';
import type { Fault } from './fault';

/** The bucket is encrypted with a key that leaves the decision to IAM, and no policy of the role speaks of keys. */
export const kmsKeyDenies: Fault = {
  number: 42,
  plant(ref, world) {
    const bucket = bucketOf(world, findService(world, ref));
    const account = world.accounts.get(bucket.accountId);
    if (!account) {
      throw new FaultError(ref, `bucket ${bucket.name} has no account`);
    }
    const { region } = bucket;
    const key = addKey(account, { region, createdAt: world.now() });
    bucket.encryption = {
      algorithm: 'aws:kms',
      keyId: key.arn,
      bucketKey: true,
    };
  },
};
