import type { NamedPolicy, Statement } from '@backstage-irsa/iam-policy';
import { findRole } from '../access/caller';
import { namedPolicy, readPolicy } from '../access/policies';
import { policyProblem } from '../access/policyProblem';
import type { Bucket, World } from '../../state/world';
import { AwsError } from '../protocol/error';

/** Unique IDs of roles and users ("IAM identifiers", IAM User Guide). */
const UNIQUE_ID = /^(AROA|AIDA)[A-Z0-9]+$/;

/** The text of the bucket's policy as S3 shows it: a user or role by its ARN, one that is gone by its unique ID. */
export function shownPolicy(world: World, bucket: Bucket): string | undefined {
  return (
    bucket.policy &&
    mapPrincipals(bucket.policy, name =>
      UNIQUE_ID.test(name) ? arnOfId(world, name) ?? name : name,
    )
  );
}

/** The bucket's policy, ready for evaluation. */
export function namedBucketPolicy(
  world: World,
  bucket: Bucket,
): NamedPolicy | undefined {
  const text = shownPolicy(world, bucket);
  return text === undefined ? undefined : namedPolicy('bucket policy', text);
}

/** Replaces the bucket's policy. Throws `MalformedPolicy` for what S3 does not take. */
export function setBucketPolicy(
  world: World,
  bucket: Bucket,
  text: string,
): void {
  const problem = policyProblem(text, 'resource');
  if (problem !== undefined) {
    throw malformedPolicy(problem);
  }
  const bucketArn = `arn:aws:s3:::${bucket.name}`;
  for (const { Resource } of statementsIn(text)) {
    if (![Resource ?? []].flat().every(arn => isInBucket(arn, bucketArn))) {
      throw malformedPolicy('Policy has invalid resource');
    }
  }
  bucket.policy = mapPrincipals(text, name => storedName(world, name));
}

function isInBucket(arn: string, bucketArn: string): boolean {
  return arn === bucketArn || arn.startsWith(`${bucketArn}/`);
}

/** A role or user is kept by its unique ID: one that is made again under its name is another. */
function storedName(world: World, name: string): string {
  const match = /^arn:[^:]+:iam::(\d{12}):(role|user)\/\S+$/.exec(name);
  if (!match && !UNIQUE_ID.test(name)) {
    return name;
  }
  const account = match && world.accounts.get(match[1]);
  if (match && !account) {
    return name;
  }
  const id = match ? idOfArn(world, name) : arnOfId(world, name) && name;
  if (id === undefined) {
    throw malformedPolicy('Invalid principal in policy');
  }
  return id;
}

function idOfArn(world: World, arn: string): string | undefined {
  return (
    findRole(world, arn)?.role.id ?? usersOf(world).find(u => u.arn === arn)?.id
  );
}

function arnOfId(world: World, id: string): string | undefined {
  const roles = [...world.accounts.values()].flatMap(account => [
    ...account.roles.values(),
  ]);
  return [...roles, ...usersOf(world)].find(known => known.id === id)?.arn;
}

function usersOf(world: World) {
  return [...world.accounts.values()].flatMap(({ users }) => [
    ...users.values(),
  ]);
}

function statementsIn(text: string): Statement[] {
  return [readPolicy(text).Statement].flat();
}

/** The policy with each AWS principal under another name. */
function mapPrincipals(text: string, rename: (name: string) => string): string {
  const renamed = (element: Statement['Principal']) =>
    element === undefined || element === '*' || element.AWS === undefined
      ? element
      : {
          ...element,
          AWS: Array.isArray(element.AWS)
            ? element.AWS.map(rename)
            : rename(element.AWS),
        };
  const document = readPolicy(text);
  return JSON.stringify({
    ...document,
    Statement: statementsIn(text).map(statement => ({
      ...statement,
      ...(statement.Principal && { Principal: renamed(statement.Principal) }),
      ...(statement.NotPrincipal && {
        NotPrincipal: renamed(statement.NotPrincipal),
      }),
    })),
  });
}

function malformedPolicy(message: string): AwsError {
  return new AwsError('MalformedPolicy', 400, message);
}

/** What S3 says of a bucket without a policy. */
export function noSuchBucketPolicy(): AwsError {
  return new AwsError(
    'NoSuchBucketPolicy',
    404,
    'The bucket policy does not exist',
  );
}
