import {
  evaluate,
  type PolicyDocument,
  type Statement,
} from '@backstage-irsa/iam-policy';
import type { Access } from '@backstage-irsa/sandbox';
import { manifestFile, policyFile, PROD, type Manifest } from './files';

/** One permission of one file: an action of a statement, or a verb on a resource of a role. */
export interface Permission {
  /** As people say it, such as `iam:GetRole` or `create serviceaccounts`. */
  name: string;
  file: string;
  /** The account that the file is for. */
  account: string;
  /** The `Sid` of the statement, or the kind and name of the role. */
  holder: string;
  /** Whether this permission alone allows the access. */
  allows(access: Access): boolean;
}

/** The actions of a statement. */
export const actionsOf = ({ Action = [] }: Statement) => [Action].flat();

/** The statements of a policy. */
export const statementsOf = ({ Statement: all }: PolicyDocument) =>
  [all].flat();

/** The kind and name of an object. */
export const holderOf = ({ kind, metadata }: Manifest) =>
  `${kind} ${metadata?.name}`;

/** The resource leaves it to the account: anyone with a permission there may. */
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

/** The permissions of IAM policies. A `Deny` gives none. */
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

/** The permissions of roles in a cluster. Those of a `Role` hold in its namespace. */
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

/** The permissions of a file, whichever it is of. */
export function permissionsOf(file: string, account = PROD): Permission[] {
  return file.endsWith('.json')
    ? iamPermissions(file, account)
    : clusterPermissions(file);
}

/** The permissions without which one of the accesses would have been refused: those that alone allowed it. */
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

/** One permission too many is one that nothing needed. */
export function tooMany(
  permissions: Permission[],
  accesses: Access[],
): Permission[] {
  const needed = neededBy(permissions, accesses);
  return permissions.filter(permission => !needed.has(permission));
}
