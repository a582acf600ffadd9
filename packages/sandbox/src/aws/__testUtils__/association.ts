import { CreateRoleCommand } from '@aws-sdk/client-iam';
import type { AwsFixture } from './awsFixture';
import { accountTrust, policyOf } from './policies';

export const clusterName = 'prod-eu';
export const roleArn = 'arn:aws:iam::111122223333:role/orders';
export const ASSOCIATION = {
  clusterName,
  namespace: 'shop',
  serviceAccount: 'orders',
  roleArn,
};

const TRUST = policyOf({
  Effect: 'Allow',
  Principal: { Service: 'pods.eks.amazonaws.com' },
  Action: ['sts:AssumeRole', 'sts:TagSession'],
});

/** Creates the roles `orders` and `orders-2` for associations, and `foreign`, which EKS Pod Identity cannot assume. */
export async function makeAssociationRoles(fixture: AwsFixture): Promise<void> {
  for (const [RoleName, AssumeRolePolicyDocument] of Object.entries({
    orders: TRUST,
    'orders-2': TRUST,
    foreign: accountTrust('111122223333'),
  })) {
    await fixture
      .iam()
      .send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  }
}
