import { checkTester } from '../__testUtils__/checkTester';
import { associatedWith } from '../__testUtils__/observed';
import { absent, found, unknown } from '../model/observation';
import type { Observed, ObservedNodeRole } from '../model/observed';
import { check } from './node-role';

const arnOf = (name: string, partition = 'aws') =>
  `arn:${partition}:iam::111122223333:role/${name}`;
const may: ObservedNodeRole = {
  arn: arnOf('general-node'),
  podIdentity: found({ allowed: true }),
};
const mayNot = (
  name: string,
  { isOnlyMissing = true, partition = 'aws' } = {},
): ObservedNodeRole => ({
  arn: arnOf(name, partition),
  podIdentity: found({ allowed: false, isOnlyMissing }),
});
const nodes = (...roles: ObservedNodeRole[]): Partial<Observed> => ({
  ...associatedWith(),
  nodeRoles: found(roles),
});
const attach = (name: string, partition = 'aws') =>
  `aws iam attach-role-policy --role-name ${name} --policy-arn arn:${partition}:iam::aws:policy/AmazonEKSWorkerNodePolicy`;

checkTester(check, [
  {
    name: 'all node roles are allowed',
    observed: nodes(may),
    result: 'pass',
    message: 'with role general-node.',
  },
  {
    name: 'node-role-denied: no node role is allowed',
    observed: nodes(mayNot('general-node'), mayNot('batch-node')),
    result: 'fail',
    fault: 'node-role-denied',
    message:
      'with role general-node, batch-node are not allowed to call eks-auth:AssumeRoleForPodIdentity',
    commands: [attach('general-node'), attach('batch-node')],
  },
  {
    name: 'node-role-denied: one of two node roles is not allowed',
    observed: nodes(may, mayNot('batch-node', { partition: 'aws-cn' })),
    result: 'warn',
    fault: 'node-role-denied',
    message: 'with role batch-node are not allowed',
    commands: [attach('batch-node', 'aws-cn')],
  },
  {
    name: 'node-role-denied: a Deny, which must be removed manually',
    observed: nodes(mayNot('general-node', { isOnlyMissing: false })),
    result: 'fail',
    fault: 'node-role-denied',
    message: 'are not allowed to call',
    remediation: 'A Deny statement or the permissions boundary',
    commands: [],
  },
  {
    name: 'node-role-denied: the role does not exist',
    observed: nodes({ arn: arnOf('gone'), podIdentity: absent() }),
    result: 'fail',
    fault: 'node-role-denied',
    message: 'with role gone are not allowed',
    remediation: 'or the role was deleted',
    commands: [],
  },
  {
    name: 'a missing permission to read the policies of one node role',
    observed: nodes(may, {
      arn: arnOf('batch-node'),
      podIdentity: unknown(
        'The backend may not iam:GetPolicy.',
        'iam:GetPolicy',
      ),
    }),
    result: 'unknown',
    message: 'role/batch-node could not be read',
    remediation: 'iam:GetPolicy',
  },
  {
    name: 'a missing permission to read the node groups',
    observed: {
      ...associatedWith(),
      nodeRoles: unknown('No.', 'eks:ListNodegroups'),
    },
    result: 'unknown',
    message: 'The node roles could not be read. No.',
    remediation: 'eks:ListNodegroups',
  },
]);

it('does not apply to a cluster without node groups', () => {
  expect(
    check.arises?.({ ...associatedWith(), nodeRoles: found([]) } as Observed),
  ).toBe(false);
});
