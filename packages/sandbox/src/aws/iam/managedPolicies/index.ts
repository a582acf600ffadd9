import type { ManagedPolicy } from '../../../state/account';
import { administratorAccess } from './administratorAccess';
import { amazonDynamoDBFullAccess } from './amazonDynamoDBFullAccess';
import { amazonEC2ContainerRegistryReadOnly } from './amazonEC2ContainerRegistryReadOnly';
import { amazonEKSCNIPolicy } from './amazonEKSCNIPolicy';
import { amazonEKSWorkerNodePolicy } from './amazonEKSWorkerNodePolicy';
import { amazonS3FullAccess } from './amazonS3FullAccess';
import { amazonSQSFullAccess } from './amazonSQSFullAccess';
import { amazonSSMManagedInstanceCore } from './amazonSSMManagedInstanceCore';
import { readOnlyAccess } from './readOnlyAccess';

/** The AWS managed policies that every account of the sandbox has, by ARN. */
export const awsManagedPolicies: ReadonlyMap<string, ManagedPolicy> = new Map(
  [
    amazonEKSWorkerNodePolicy,
    amazonEKSCNIPolicy,
    amazonEC2ContainerRegistryReadOnly,
    amazonSSMManagedInstanceCore,
    administratorAccess,
    readOnlyAccess,
    amazonS3FullAccess,
    amazonDynamoDBFullAccess,
    amazonSQSFullAccess,
  ].map(policy => [policy.arn, policy]),
);
