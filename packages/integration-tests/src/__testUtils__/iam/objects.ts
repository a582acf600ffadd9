import type {
  Account,
  Cluster,
  IamRole,
  ManagedPolicy,
  PodIdentityAssociation,
  Tag,
} from '@backstage-irsa/sandbox';

const document = (Action: string, more: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, ...more }],
  });

/** Returns an ID as IAM creates it: letters and digits after the prefix. */
const idOf = (prefix: string, name: string) =>
  `${prefix}${name.toUpperCase().replace(/[^A-Z0-9]/g, '')}`.padEnd(21, 'X');

/** Adds a role as if a person created it. */
export function addRole(
  account: Account,
  { name, path, tags }: { name: string; path: string; tags: Tag[] },
): IamRole {
  const [model] = account.roles.values();
  const role: IamRole = {
    ...model,
    id: idOf('AROA', name),
    name,
    path,
    arn: `arn:aws:iam::${account.id}:role${path}${name}`,
    trustPolicy: document('sts:AssumeRole', {
      Principal: { Service: 'lambda.amazonaws.com' },
    }),
    attachedPolicyArns: [],
    inlinePolicies: new Map(),
    tags,
  };
  account.roles.set(name.toLowerCase(), role);
  return role;
}

/** Adds a policy as if a person created it. */
export function addPolicy(
  account: Account,
  {
    name,
    path,
    tags,
    versions,
  }: { name: string; path: string; tags: Tag[]; versions: number },
): ManagedPolicy {
  const [model] = account.policies.values();
  const ids = Array.from({ length: versions }, (_, at) => versions - at);
  const policy: ManagedPolicy = {
    ...model,
    arn: `arn:aws:iam::${account.id}:policy${path}${name}`,
    name,
    path,
    id: idOf('ANPA', name),
    defaultVersionId: `v${versions}`,
    versions: ids.map(version => ({
      id: `v${version}`,
      document: document('s3:GetObject', {
        Resource: `arn:aws:s3:::by-hand/${version}`,
      }),
      createdAt: new Date(),
    })),
    tags,
  };
  account.policies.set(policy.arn, policy);
  return policy;
}

/** Adds an association as if a person created it. */
export function addAssociation(
  { arn, name: cluster, podIdentityAssociations }: Cluster,
  association: Pick<
    PodIdentityAssociation,
    'namespace' | 'serviceAccount' | 'roleArn' | 'tags'
  > &
    Partial<PodIdentityAssociation>,
): PodIdentityAssociation {
  const id = `a-${association.serviceAccount}`.slice(0, 19).padEnd(19, '0');
  const made: PodIdentityAssociation = {
    disableSessionTags: false,
    ...association,
    id,
    arn: arn.replace(
      /:cluster\/.*/,
      `:podidentityassociation/${cluster}/${id}`,
    ),
    createdAt: new Date(),
    modifiedAt: new Date(),
  };
  podIdentityAssociations.set(id, made);
  return made;
}
