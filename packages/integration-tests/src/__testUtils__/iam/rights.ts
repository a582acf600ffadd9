import {
  evaluate,
  type PolicyDocument,
  type Statement,
} from '@backstage-irsa/iam-policy';
import type { Access } from '@backstage-irsa/sandbox';
import { manifestFile, policyFile, PROD, type Manifest } from './files';

/** One right of one file: an action of a statement, or a verb on a resource of a role. */
export interface Right {
  /** As people say it, such as `iam:GetRole` or `create serviceaccounts`. */
  name: string;
  file: string;
  /** The account that the file is for. */
  account: string;
  /** The `Sid` of the statement, or the kind and name of the role. */
  holder: string;
  /** Whether this right alone allows the access. */
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
    identityPolicies: [{ name: 'one right', document }],
  });
  return decision === 'Allowed';
}

/** The rights of IAM policies. A `Deny` gives none. */
export function iamRights(
  file: string,
  account = PROD,
  document: PolicyDocument = policyFile(file, account),
): Right[] {
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

/** The rights of roles in a cluster. Those of a `Role` hold in its namespace. */
function clusterRights(file: string): Right[] {
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

/** The rights of a file, whichever it is of. */
export function rightsOf(file: string, account = PROD): Right[] {
  return file.endsWith('.json')
    ? iamRights(file, account)
    : clusterRights(file);
}

/** The rights without which one of the accesses would have been refused: those that alone allowed it. */
export function neededBy(rights: Right[], accesses: Access[]): Set<Right> {
  const distinct = new Map(accesses.map(a => [JSON.stringify(a), a]));
  const needed = new Set<Right>();
  for (const access of distinct.values()) {
    const allowing = rights.filter(right => right.allows(access));
    if (allowing.length === 1) needed.add(allowing[0]);
  }
  return needed;
}

/** One right too many is one that nothing needed. */
export function tooMany(rights: Right[], accesses: Access[]): Right[] {
  const needed = neededBy(rights, accesses);
  return rights.filter(right => !needed.has(right));
}
