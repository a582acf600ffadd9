import type { NamedPolicy, PolicyDocument } from '@backstage-irsa/iam-policy';
import type {
  Account,
  IamGroup,
  IamRole,
  IamUser,
  ManagedPolicy,
} from '../../state/account';

/** Returns the text of a managed policy's default version. */
export function defaultDocument(policy: ManagedPolicy): string {
  const version = policy.versions.find(
    ({ id }) => id === policy.defaultVersionId,
  );
  if (!version) {
    throw new Error(
      `Managed policy ${policy.arn} has no version ${policy.defaultVersionId}`,
    );
  }
  return version.document;
}

/** Parses a stored policy document, which was validated when it was created. */
export function readPolicy(text: string): PolicyDocument {
  return JSON.parse(text);
}

/** Returns the items of an element that can be a single item or a list. */
export function listOf<T>(value: T | T[] | undefined): T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** Returns a stored policy text with its name, ready for evaluation. */
export function namedPolicy(name: string, text: string): NamedPolicy {
  return { name, document: readPolicy(text) };
}

/** Returns the managed policy with this ARN for evaluation; undefined if it does not exist. */
export function namedManagedPolicy(
  account: Account,
  arn: string,
): NamedPolicy | undefined {
  const policy = account.policies.get(arn);
  return policy && namedPolicy(arn, defaultDocument(policy));
}

/** Returns all identity policies of a role: attached and inline. */
export function rolePolicies(account: Account, role: IamRole): NamedPolicy[] {
  return [
    ...attached(account, role.attachedPolicyArns),
    ...[...role.inlinePolicies].map(([name, text]) => namedPolicy(name, text)),
  ];
}

/** Returns the permissions boundary of a role or user; undefined if it has none. A boundary that does not exist allows nothing. */
export function boundaryPolicy(
  account: Account,
  { permissionsBoundaryArn }: Pick<IamRole, 'permissionsBoundaryArn'>,
): NamedPolicy | undefined {
  if (permissionsBoundaryArn === undefined) return undefined;
  return (
    namedManagedPolicy(account, permissionsBoundaryArn) ?? {
      name: permissionsBoundaryArn,
      document: { Version: '2012-10-17', Statement: [] },
    }
  );
}

/** Returns the groups of a user. */
export function groupsOf({ groups }: Account, user: IamUser): IamGroup[] {
  return (user.groups ?? []).flatMap(
    name => groups.get(name.toLowerCase()) ?? [],
  );
}

/** Returns all identity policies of a user: attached and inline, of the user and of its groups. */
export function userPolicies(account: Account, user: IamUser): NamedPolicy[] {
  return [user, ...groupsOf(account, user)].flatMap(holder => [
    ...attached(account, holder.attachedPolicyArns),
    ...[...holder.inlinePolicies].map(([name, document]) => ({
      name,
      document,
    })),
  ]);
}

function attached(account: Account, arns: string[]): NamedPolicy[] {
  return arns.flatMap(arn => namedManagedPolicy(account, arn) ?? []);
}
