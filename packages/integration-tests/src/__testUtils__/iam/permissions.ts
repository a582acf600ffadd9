import {
  evaluate,
  type PolicyDocument,
  type Statement,
} from '@backstage-irsa/iam-policy';
import type { Access } from '@backstage-irsa/sandbox';
import { manifestFile, policyFile, PROD, type Manifest } from './files';

/** One permission in one file: an action of a statement, or a verb on a resource of a Kubernetes role. */
export interface Permission {
  /** The name, such as `iam:GetRole` or `create serviceaccounts`. */
  name: string;
  file: string;
  /** The account for which the file is filled in. */
  account: string;
  /** The `Sid` of the statement, or the kind and name of the Kubernetes role. */
  holder: string;
  /** Whether this permission alone allows the access. */
  allows(access: Access): boolean;
}

/** Returns the actions of a statement. */
export const actionsOf = ({ Action = [] }: Statement) => [Action].flat();

/** Returns the statements of a policy. */
export const statementsOf = ({ Statement: all }: PolicyDocument) =>
  [all].flat();

/** Returns the kind and name of an object. */
export const holderOf = ({ kind, metadata }: Manifest) =>
  `${kind} ${metadata?.name}`;

/** Returns a resource policy that delegates to the account: its IAM policies decide. */
const leftTo = (account: string, action: string): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: action,
      Resource: '*',
    },
  ],
});

function allowsByPolicy(
  action: string,
  statement: Statement,
  access: Access,
  account: string,
): boolean {
  if (access.action !== action) return false;
  const document: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ ...statement, Action: action }],
  };
  const { decision } = evaluate({
    principal: { kind: 'user', arn: `arn:aws:iam::${account}:user/backstage` },
    resourceAccount: account,
    ...(/^(sts:AssumeRole$|kms:)/.test(action) && {
      resourcePolicy: {
        name: 'resource policy',
        document: leftTo(account, action),
      },
    }),
    ...access,
    identityPolicies: [{ name: 'one permission', document }],
  });
  return decision === 'Allowed';
}

/** Returns the permissions of an IAM policy. A `Deny` grants none. */
export function iamPermissions(
  file: string,
  account = PROD,
  document: PolicyDocument = policyFile(file, account),
): Permission[] {
  return statementsOf(document)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(statement =>
      actionsOf(statement).map(name => ({
        name,
        file,
        account,
        holder: statement.Sid ?? '',
        allows: (access: Access) =>
          allowsByPolicy(name, statement, access, account),
      })),
    );
}

/** Returns the permissions of Kubernetes roles. Those of a `Role` apply in its namespace only. */
function clusterPermissions(file: string): Permission[] {
  return manifestFile(file).flatMap(object =>
    (object.rules ?? []).flatMap(({ resources = [], verbs }) =>
      resources.flatMap(resource =>
        verbs.map(verb => ({
          name: `${verb} ${resource}`,
          file,
          account: PROD,
          holder: holderOf(object),
          allows: ({ action, resource: namespace }: Access) =>
            action === `${verb} ${resource}` &&
            [undefined, namespace].includes(object.metadata?.namespace),
        })),
      ),
    ),
  );
}

/** Returns the permissions in a file, which is an IAM policy or a manifest. */
export function permissionsOf(file: string, account = PROD): Permission[] {
  return file.endsWith('.json')
    ? iamPermissions(file, account)
    : clusterPermissions(file);
}

/** Returns the required permissions: each is the only one that allows one of the accesses. */
export function neededBy(
  permissions: Permission[],
  accesses: Access[],
): Set<Permission> {
  const distinct = new Map(accesses.map(a => [JSON.stringify(a), a]));
  const needed = new Set<Permission>();
  for (const access of distinct.values()) {
    const allowing = permissions.filter(permission =>
      permission.allows(access),
    );
    if (allowing.length === 1) needed.add(allowing[0]);
  }
  return needed;
}

/** Returns the permissions that no access requires. */
export function tooMany(
  permissions: Permission[],
  accesses: Access[],
): Permission[] {
  const needed = neededBy(permissions, accesses);
  return permissions.filter(permission => !needed.has(permission));
}
