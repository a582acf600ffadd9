import { checkTester } from '../__testUtils__/checkTester';
import {
  agentWith,
  associatedWith,
  observedWith,
  podWith,
  ROLE_ARN,
  roleWith,
  trustOf,
  UNINJECTED,
} from '../__testUtils__/observed';
import { found, unknown } from '../model/observation';
import type { Observed, ObservedAssociation } from '../model/observed';
import { check } from './single-mechanism';

const OTHER = 'arn:aws:iam::111122223333:role/other';
const irsa = trustOf();
const both = {
  ...irsa,
  Statement: [
    irsa.Statement,
    {
      Effect: 'Allow' as const,
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    },
  ].flat(),
};
const restarted = found([podWith({ containers: [UNINJECTED] })]);
const beside = (
  association: Partial<ObservedAssociation> = {},
  change: Partial<Observed> = {},
): Partial<Observed> => ({
  association: associatedWith(association).association,
  podIdentityAgent: found(agentWith()),
  role: roleWith(both),
  pods: restarted,
  ...change,
});
const crashing = found(
  agentWith({ pods: found({ ready: 'none', reason: 'CrashLoopBackOff' }) }),
);
const DELETION =
  'aws eks delete-pod-identity-association --cluster-name prod-eu --association-id a-1\nkubectl rollout restart deployment/orders -n production';

checkTester(check, [
  { name: 'no association', result: 'pass', message: 'No EKS Pod Identity' },
  {
    name: 'both-mechanisms: an association with another role',
    observed: beside({ roleArn: OTHER }),
    result: 'fail',
    fault: 'both-mechanisms',
    message: `gives the pods ${OTHER}, and overrides the annotation`,
    remediation: DELETION,
  },
  {
    name: 'both-mechanisms: an association with the same role',
    observed: beside(),
    result: 'warn',
    fault: 'both-mechanisms',
    message: 'the same role as the annotation',
    remediation: DELETION,
  },
  {
    name: 'pod-identity-trust: an association with the same role, which does not trust EKS Pod Identity',
    observed: beside({}, { role: roleWith(irsa) }),
    result: 'fail',
    fault: 'pod-identity-trust',
    message:
      'takes precedence over the annotation, which names the same role, but does not work: The trust policy of role orders-0a1b2c3d4e does not allow sts:AssumeRole to pods.eks.amazonaws.com',
    remediation: DELETION,
  },
  {
    name: 'pod-identity-trust: the same, while the pods still get the role through IRSA',
    observed: beside({}, { role: roleWith(irsa), pods: found([podWith()]) }),
    result: 'warn',
    fault: 'pod-identity-trust',
    message:
      'Pods that were created with IRSA keep the role until they restart',
    remediation: DELETION,
  },
  {
    name: 'agent-not-ready: an association with the same role, and an agent whose pods crash',
    observed: beside({}, { podIdentityAgent: crashing }),
    result: 'fail',
    fault: 'agent-not-ready',
    message: 'does not work: No pod of the EKS Pod Identity Agent is ready',
    remediation: DELETION,
  },
  {
    name: 'node-role-denied: an association with the same role, and nodes that get no credentials',
    observed: beside(
      {},
      {
        nodeRoles: found([
          {
            arn: 'arn:aws:iam::111122223333:role/nodes',
            podIdentity: found({ allowed: false, isOnlyMissing: true }),
          },
        ]),
      },
    ),
    result: 'fail',
    fault: 'node-role-denied',
    message: 'does not work: The nodes of cluster prod-eu with role nodes',
    remediation: DELETION,
  },
  {
    name: 'both-mechanisms: an association whose trust policy is not known, because its target role has the name of the annotation',
    observed: beside(
      { roleArn: OTHER, targetRoleArn: ROLE_ARN },
      { role: roleWith(irsa) },
    ),
    result: 'warn',
    fault: 'both-mechanisms',
    message: 'the same role as the annotation',
  },
  {
    name: 'both-mechanisms: a trust policy that depends on what only EKS knows',
    observed: beside(
      {},
      {
        role: roleWith({
          ...both,
          Statement: both.Statement.map(statement => ({
            ...statement,
            Condition: {
              StringEquals: {
                'aws:RequestTag/kubernetes-pod-name': 'orders-1',
              },
            },
          })),
        }),
      },
    ),
    result: 'warn',
    fault: 'both-mechanisms',
    message: 'the same role as the annotation',
  },
  {
    name: 'a missing permission to read the association',
    observed: { association: unknown('no', 'eks:ListPodIdentityAssociations') },
    result: 'unknown',
    message: 'could not be read',
    remediation: 'eks:ListPodIdentityAssociations',
  },
]);

it('does not decide the status of the verification', () => {
  expect(check.meta.decides).toBe(false);
});

it('can settle after a write only if the association has the same role', () => {
  const settles = (observed: Partial<Observed>) =>
    check.settles?.('fail', observedWith(observed));

  expect(settles(beside())).toBe(true);
  expect(settles(beside({ roleArn: OTHER }))).toBe(false);
});
