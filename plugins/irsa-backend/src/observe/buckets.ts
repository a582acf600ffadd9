import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { parseArn } from '@backstage-irsa/core/arn';
import {
  found,
  type Observation,
  type ObservedBucket,
  type ObservedRolePolicies,
} from '@backstage-irsa/core/model';
import { permissionDocuments } from '@backstage-irsa/core/permissions';
import type { AwsClients } from './aws/AwsClients';
import {
  readPolicy,
  type EncryptionReader,
  type ResourcePlace,
} from './resources';

/** The maximum number of buckets per role whose policies are read. */
const MOST = 5;

/** Returns the buckets, by exact name, on which the statements allow something, in the order of the documents. */
export function namedBuckets(documents: PolicyDocument[]): string[] {
  const resources = documents
    .flatMap(({ Statement: statements }) => statements)
    .filter(({ Effect: effect }) => effect === 'Allow')
    .flatMap(({ Resource: resource }) => resource ?? []);
  const names = resources.flatMap(resource => {
    const arn = parseArn(resource);
    // The ARN of a bucket has no region and no account. Those of access points have both.
    const isBucket =
      arn?.service === 's3' && arn.region === '' && arn.accountId === '';
    const name = isBucket ? arn.resource.split('/')[0] : '';
    return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) ? name : [];
  });
  return [...new Set(names)].slice(0, MOST);
}

/** Reads the policies and the encryption of the buckets that a role's own policies name. */
export async function readBuckets(
  aws: AwsClients,
  accounts: ResourcePlace,
  {
    policies,
    encryptions,
  }: { policies: ObservedRolePolicies; encryptions: EncryptionReader },
): Promise<Observation<ObservedBucket[]>> {
  const names = namedBuckets(permissionDocuments(policies));
  return found(
    await Promise.all(
      names.map(async name => {
        const [policy, encryption] = await Promise.all([
          readPolicy(aws, accounts, { service: 's3', name }),
          encryptions.of(accounts, { service: 's3', name }),
        ]);
        return { name, policy, encryption };
      }),
    ),
  );
}
