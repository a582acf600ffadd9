import type { NamedPolicy, PolicyDocument } from '@backstage-irsa/iam-policy';
import type {
  Account,
  IamGroup,
  IamRole,
  IamUser,
  ManagedPolicy,
} from '../../state/account';

/** The document of a managed policy's default version, as text. */
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

/** A document that was validated when it came in. */
export function readPolicy(text: string): PolicyDocument {
  return JSON.parse(text);
}

/** A stored policy text under its name, ready for evaluation. */
export function namedPolicy(name: string, text: string): NamedPolicy {
  return { name, document: readPolicy(text) };
}

/** The managed policy with this ARN, as evaluation takes it; undefined when it does not exist. */
export function namedManagedPolicy(
  account: Account,
  arn: string,
): NamedPolicy | undefined {
  const policy = account.policies.get(arn);
  return policy && namedPolicy(arn, defaultDocument(policy));
}

/** All identity policies of a role: attached and inline. */
export function rolePolicies(account: Account, role: IamRole): NamedPolicy[] {
  return [
    ...attached(account, role.attachedPolicyArns),
    ...[...role.inlinePolicies].map(([name, text]) => namedPolicy(name, text)),
  ];
}

/** The boundary of a role or a user, when it has one; one that does not exist allows nothing. */
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

/** The groups that a user is in. */
export function groupsOf({ groups }: Account, user: IamUser): IamGroup[] {
  return (user.groups ?? []).flatMap(
    name => groups.get(name.toLowerCase()) ?? [],
  );
}

/** All identity policies of a user: attached and inline, its own and those of its groups. */
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
