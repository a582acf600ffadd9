import { checkTester } from '../__testUtils__/checkTester';
import { associatedWith, ROLE_ARN, roleWith } from '../__testUtils__/observed';
import { absent, unknown } from '../model/observation';
import { check } from './association';

const tagged = roleWith({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'pods.eks.amazonaws.com' },
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Condition: {
      StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'production' },
    },
  },
});
const OLD = `${ROLE_ARN}-old`;

checkTester(check, [
  {
    name: 'a role that exists',
    observed: { ...associatedWith(), role: tagged },
    result: 'pass',
    message: ROLE_ARN,
  },
  {
    name: 'association-dangling: a missing role after another role was verified',
    observed: {
      ...associatedWith({ roleArn: OLD }),
      role: absent(),
      known: { roleArn: ROLE_ARN },
    },
    result: 'fail',
    fault: 'association-dangling',
    message: `names role ${OLD}, which does not exist`,
    remediation: `aws eks update-pod-identity-association --cluster-name prod-eu --association-id a-1 --role-arn ${ROLE_ARN}\nkubectl rollout restart`,
  },
  {
    name: 'association-dangling: a role that was deleted',
    observed: {
      ...associatedWith(),
      role: absent(),
      known: { roleArn: ROLE_ARN },
    },
    result: 'fail',
    fault: 'association-dangling',
    message: 'does not exist',
    remediation: `Create role ${ROLE_ARN}`,
  },
  {
    name: 'a role with pending delivery',
    observed: {
      ...associatedWith(),
      role: absent(),
      at: '2026-11-24T12:00:00.000Z',
      delivery: {
        format: 'eksctl',
        state: 'pending',
        since: '2026-11-24T11:59:00.000Z',
      },
    },
    result: 'unknown',
    message: `Pending delivery: role ${ROLE_ARN} was requested as eksctl 1 minute ago.`,
  },
  {
    name: 'association-dangling: a role ARN without the path',
    observed: associatedWith({ roleArn: ROLE_ARN.replace('/irsa/', '/') }),
    result: 'fail',
    fault: 'association-dangling',
    message: `but the role's ARN is ${ROLE_ARN}`,
    remediation: `--role-arn ${ROLE_ARN}`,
  },
  {
    name: 'association-dangling: no session tags for a trust policy that requires them',
    observed: { ...associatedWith({ disableSessionTags: true }), role: tagged },
    result: 'fail',
    fault: 'association-dangling',
    message: 'sends no session tags',
    remediation: '--association-id a-1 --no-disable-session-tags',
  },
  {
    name: 'no association although the spec requests one',
    observed: { ...associatedWith(), association: absent(), role: absent() },
    result: 'fail',
    message:
      'Cluster prod-eu has no EKS Pod Identity association of production/orders.',
    remediation: 'Apply the spec again: the plan creates the association.',
  },
  {
    name: 'an association with pending delivery',
    observed: {
      ...associatedWith(),
      association: absent(),
      role: absent(),
      at: '2026-11-24T12:00:00.000Z',
      delivery: {
        format: 'terraform',
        state: 'pending',
        since: '2026-11-24T11:59:00.000Z',
      },
    },
    result: 'unknown',
    message:
      'Pending delivery: the EKS Pod Identity association of production/orders was requested as Terraform',
  },
  {
    name: 'the association cannot be read',
    observed: {
      ...associatedWith(),
      association: unknown('no', 'eks:ListPodIdentityAssociations'),
    },
    result: 'unknown',
    message: 'could not be read',
    remediation: 'eks:ListPodIdentityAssociations',
  },
  {
    name: 'the role cannot be read',
    observed: { ...associatedWith(), role: unknown('no', 'iam:GetRole') },
    result: 'unknown',
    message: 'could not be read',
    remediation: 'iam:GetRole',
  },
]);
