import { found } from '@backstage-irsa/core/model';
import { keyIn, policyIn } from './attribute';
import type { ResourceReader } from './types';

/** Secrets, by name. Source: "GetResourcePolicy" and "DescribeSecret", AWS Secrets Manager API Reference. */
export const secretsmanager: ResourceReader = {
  policy: (aws, home, secret) =>
    policyIn('secretsmanager:GetResourcePolicy', async () =>
      Reflect.get(
        await aws.json('secretsmanager', home, 'GetResourcePolicy', {
          SecretId: secret,
        }),
        'ResourcePolicy',
      ),
    ),
  key: (aws, home, secret) =>
    keyIn(
      'secretsmanager:DescribeSecret',
      async () =>
        Reflect.get(
          await aws.json('secretsmanager', home, 'DescribeSecret', {
            SecretId: secret,
          }),
          'KmsKeyId',
        ),
      // Without the name of one it is that which AWS manages.
      { unnamed: found({}) },
    ),
};
