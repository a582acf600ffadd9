import { defaultDocument } from '../aws/access/policies';
import { setBucketPolicy, shownBucketPolicy } from '../aws/s3/bucketPolicies';
import { QUOTAS } from '../aws/iam/quotas';
import type { Account, IamRole } from '../state/account';
import type { Bucket, World } from '../state/world';
import { policyText, statementsIn, type StatementText } from './iam';
import { FaultError, type Service } from './service';

/** A policy of a role that faults can rewrite. */
export interface RolePolicy {
  statements: StatementText[];
  /** The ARN of a customer managed policy. Undefined for an inline policy. */
  arn?: string;
  rewrite(statements: StatementText[], at: Date): void;
}

/** Returns the policies of a role that its own account defines: attached ones, then inline ones. */
export function policiesOf({
  account,
  role,
}: Pick<Service, 'account' | 'role'>): RolePolicy[] {
  return [
    ...role.attachedPolicyArns
      .filter(arn => arn.includes(`::${account.id}:`))
      .flatMap(arn => managed(account, arn)),
    ...[...role.inlinePolicies].map(([name, text]) => ({
      statements: statementsIn(text),
      rewrite: (statements: StatementText[]) => {
        role.inlinePolicies.set(name, policyText(...statements));
      },
    })),
  ];
}

function managed(account: Account, arn: string): RolePolicy[] {
  const policy = account.policies.get(arn);
  if (!policy) {
    return [];
  }
  return [
    {
      arn,
      statements: statementsIn(defaultDocument(policy)),
      rewrite: (statements, createdAt) => {
        const latest = Math.max(
          ...policy.versions.map(({ id }) => Number(id.slice(1))),
        );
        const id = `v${latest + 1}`;
        policy.versions = [
          { id, document: policyText(...statements), createdAt },
          ...policy.versions.slice(0, QUOTAS.VersionsPerPolicyQuota - 1),
        ];
        policy.defaultVersionId = id;
        policy.updatedAt = createdAt;
      },
    },
  ];
}

/** Checks whether another role of the account also uses the policy. */
export function isShared(
  { account, role }: { account: Account; role: IamRole },
  arn: string,
): boolean {
  return [...account.roles.values()].some(
    other =>
      other !== role &&
      (other.attachedPolicyArns.includes(arn) ||
        other.permissionsBoundaryArn === arn),
  );
}

/** Returns the statements that allow the role something, from the policies of its own account. */
export function allowedBy(
  service: Pick<Service, 'account' | 'role'>,
): StatementText[] {
  return policiesOf(service)
    .flatMap(({ statements }) => statements)
    .filter(({ Effect }) => Effect === 'Allow');
}

/**
 * Returns a bucket that the role's policies name. Creates it if it does not exist.
 * @throws FaultError if the policies name no bucket
 */
export function bucketOf(world: World, service: Service): Bucket {
  const { account, cluster, ref } = service;
  const names = allowedBy(service)
    .flatMap(({ Resource }) => [Resource ?? []].flat())
    .flatMap(arn => /^arn:[^:]+:s3:::([a-z0-9.-]+)(\/|$)/.exec(arn)?.[1] ?? []);
  if (names.length === 0) {
    throw new FaultError(ref, "the role's policies name no bucket");
  }
  const name = names.find(known => world.buckets.has(known)) ?? names[0];
  const bucket = world.buckets.get(name) ?? {
    name,
    accountId: account.id,
    region: cluster.region,
    createdAt: world.now(),
    objects: new Map(),
  };
  world.buckets.set(name, bucket);
  return bucket;
}

/** Adds a statement for the whole bucket to its policy. */
export function addToBucketPolicy(
  world: World,
  bucket: Bucket,
  statement: Omit<StatementText, 'Resource'>,
): void {
  const before = shownBucketPolicy(world, bucket);
  const arn = `arn:aws:s3:::${bucket.name}`;
  setBucketPolicy(
    world,
    bucket,
    policyText(...(before === undefined ? [] : statementsIn(before)), {
      ...statement,
      Resource: [arn, `${arn}/*`],
    }),
  );
}
