import { found } from '@backstage-irsa/core/model';
import { keyIn, policyIn } from './attribute';
import type { ResourceReader } from './types';

/** Reads secrets, by name. Source: "GetResourcePolicy" and "DescribeSecret", AWS Secrets Manager API Reference. */
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
      // If the secret names no key, the AWS managed key encrypts it.
      { unnamed: found({}) },
    ),
};
