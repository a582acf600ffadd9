import { findRole } from '../../aws/access/caller';
import { pods } from '../../kubernetes/resources/pods';
import type { World } from '../../state/world';
import { makeCompany } from '..';
import { showsFaults, type ShownFault } from '../__testUtils__/shown';

describe('the effect of a fault on associations, the agent, and nodes', () => {
  let world: World;

  beforeEach(async () => {
    world = await makeCompany();
  });

  const prodEu = () => world.clusters.get('prod-eu')!;
  const associations = () => {
    const cluster = world.clusters.get('prod-eu');
    return [...(cluster?.podIdentityAssociations.values() ?? [])].map(
      ({ roleArn }) => roleArn,
    );
  };
  const addons = () => prodEu().addons;
  const agentsWaitFor = () =>
    prodEu()
      .store.list(pods, 'kube-system')
      .filter(({ metadata }) =>
        metadata.name.startsWith('eks-pod-identity-agent-'),
      )
      .map(
        ({ status }) =>
          status?.containerStatuses?.[0].state.waiting as { reason: string },
      )
      .map(({ reason }) => reason);
  const nodePolicies = () =>
    JSON.stringify(
      prodEu().nodeGroups.map(
        ({ nodeRoleArn }) => findRole(world, nodeRoleArn)?.role,
      ),
    );

  const cases: ShownFault[] = [
    [
      'both-mechanisms',
      ({ env, annotations, role }) => [
        env.AWS_CONTAINER_CREDENTIALS_FULL_URI,
        env.AWS_ROLE_ARN,
        annotations['eks.amazonaws.com/role-arn'] === role.arn,
        associations(),
      ],
      () => [
        'http://169.254.170.23/v1/credentials',
        undefined,
        true,
        ['arn:aws:iam::111122223333:role/production-orders-api-pod-identity'],
      ],
    ],
    [
      'pod-identity-trust',
      seen => [
        seen.annotations,
        seen.env.AWS_CONTAINER_CREDENTIALS_FULL_URI,
        associations()[0] === seen.role.arn,
        seen.role.trust.includes('sts:AssumeRole"'),
        seen.role.trust.includes('sts:TagSession'),
        seen.role.trust.includes('aws:RequestTag/eks-cluster-arn'),
      ],
      () => [{}, expect.any(String), true, true, false, true],
    ],
    [
      'association-dangling',
      seen => [
        seen.annotations,
        associations()[0] === `${seen.role.arn}-old`,
        seen.role.trust.includes('sts:TagSession'),
      ],
      () => [{}, true, true],
    ],
    [
      'agent-not-ready',
      seen => [
        seen.annotations,
        associations()[0] === seen.role.arn,
        addons().has('eks-pod-identity-agent'),
        agentsWaitFor(),
      ],
      () => [{}, true, true, Array(5).fill('CrashLoopBackOff')],
    ],
    [
      'node-role-denied',
      seen => [
        seen.annotations,
        associations()[0] === seen.role.arn,
        nodePolicies().includes('AmazonEKSWorkerNodePolicy'),
        nodePolicies().includes('AmazonEKS_CNI_Policy'),
      ],
      () => [{}, true, false, true],
    ],
    [
      'sdk-without-pod-identity',
      ({ env, pods: [pod] }) => [
        env.AWS_CONTAINER_CREDENTIALS_FULL_URI,
        pod.spec.containers[0].image,
      ],
      () => [
        'http://169.254.170.23/v1/credentials',
        'registry.example.com/production/orders-api:1.4.2-aws-sdk-go-1.44.0',
      ],
    ],
    [
      'agent-behind-proxy',
      seen => [
        seen.env.HTTP_PROXY,
        seen.env.NO_PROXY,
        seen.env.AWS_CONTAINER_CREDENTIALS_FULL_URI,
        associations()[0] === seen.role.arn,
      ],
      () => [
        expect.any(String),
        expect.not.stringContaining('169.254.170.23'),
        expect.stringContaining('169.254.170.23'),
        true,
      ],
    ],
  ];

  showsFaults(cases, () => world);
});
