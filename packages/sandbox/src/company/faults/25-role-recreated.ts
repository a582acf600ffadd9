import { addRole } from '../iam';
import { addToBucketPolicy, bucketOf } from '../permissions';
import { findService } from '../service';
import type { Fault } from './fault';

/** S3 keeps the unique ID of the role that a policy names, which the new role of that name does not have. */
export const roleRecreated: Fault = {
  number: 25,
  plant(ref, world) {
    const service = findService(world, ref);
    const { account, role } = service;
    addToBucketPolicy(world, bucketOf(world, service), {
      Sid: 'TheService',
      Effect: 'Allow',
      Principal: { AWS: role.arn },
      Action: ['s3:GetObject', 's3:PutObject', 's3:ListBucket'],
    });
    addRole(account, {
      ...role,
      createdAt: world.now(),
      lastUsed: undefined,
      serviceUse: undefined,
    });
  },
};
