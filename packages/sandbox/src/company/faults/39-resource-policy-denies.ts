import { addToBucketPolicy, bucketOf } from '../permissions';
import { findService } from '../service';
import type { Fault } from './fault';

export const resourcePolicyDenies: Fault = {
  number: 39,
  plant(ref, world) {
    const service = findService(world, ref);
    addToBucketPolicy(world, bucketOf(world, service), {
      Sid: 'NotThisOne',
      Effect: 'Deny',
      Principal: { AWS: service.role.arn },
      Action: 's3:*',
    });
  },
};
