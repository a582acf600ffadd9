import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { clusterFacts, roleFacts } from '../__testUtils__/governance';
import {
  observedDocument,
  observedWith,
  PROVIDER_ARN,
} from '../__testUtils__/observed';
import type { NodeGroupFacts } from '../model/inventory';
import { absent, found, unknown } from '../model/observation';
import { assessNodeRole } from './assessNodeRole';
import type { NodeRoleInput, NodeRoleWorkload } from './types';

const ARN = 'arn:aws:iam::111122223333:role/prod-eu-nodes';

function group(change: Partial<NodeGroupFacts> = {}): NodeGroupFacts {
  return {
    name: 'general',
    kind: 'managed',
    nodeRoleArn: ARN,
    hopLimit: found(2),
    ...change,
  };
}

function allowing(...Action: string[]): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
  };
}

function attached(arn: string, document: PolicyDocument) {
  return found({
    arn,
    name: arn.split('/').at(-1) ?? '',
    path: '/',
    defaultVersionId: 'v1',
    document: observedDocument(document),
    tags: {},
  });
}

const WORKER = attached(
  'arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy',
  allowing('ec2:DescribeInstances'),
);
const CNI = attached(
  'arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy',
  allowing('ec2:AssignPrivateIpAddresses'),
);
const S3 = attached(
  'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
  allowing('s3:Get*', 's3:List*'),
);

function workload(change: Partial<NodeRoleWorkload> = {}): NodeRoleWorkload {
  return {
    id: 'w-1',
    namespace: 'production',
    name: 'deployment/orders',
    identitySource: 'node-role',
    hostNetwork: false,
    hasRole: false,
    onThisRole: true,
    ...change,
  };
}

const roleOf = (...of: Parameters<typeof roleFacts>) => found(roleFacts(...of));

const AWS_NODE = workload({
  id: 'aws-node',
  namespace: 'kube-system',
  name: 'daemonset/aws-node',
  hostNetwork: true,
});

function assessed(change: Partial<NodeRoleInput> = {}) {
  return assessNodeRole({
    cluster: clusterFacts(),
    arn: ARN,
    oidcProvider: observedWith().oidcProvider,
    role: roleOf({ arn: ARN }, { attachedPolicies: [WORKER, CNI, S3] }),
    nodeGroups: [group()],
    workloads: [workload(), AWS_NODE],
    ...change,
  });
}

describe('assessNodeRole', () => {
  it('separates policies that nodes need from excess policies', () => {
    const { policies } = assessed({
      role: roleOf(
        {},
        {
          attachedPolicies: [
            WORKER,
            S3,
            attached(
              'arn:aws:iam::111122223333:policy/AmazonEKS_CNI_IPv6_Policy',
              allowing('ec2:AssignIpv6Addresses', 'ec2:CreateTags'),
            ),
            attached(
              'arn:aws:iam::111122223333:policy/AmazonEKSWorkerNodePolicy',
              allowing('*'),
            ),
          ],
          inlinePolicies: [
            { name: 'logs', document: observedDocument(allowing('logs:*')) },
          ],
        },
      ),
    });
    expect(policies).toEqual([
      expect.objectContaining({ needed: true }),
      {
        name: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
        kind: 'managed',
        needed: false,
        about: 'It allows actions of s3.',
        extent: ['s3 on *'],
        risk: 'medium',
      },
      expect.objectContaining({ needed: true }),
      // A customer managed policy with the name of an AWS managed policy is not needed.
      {
        name: 'arn:aws:iam::111122223333:policy/AmazonEKSWorkerNodePolicy',
        kind: 'managed',
        needed: false,
        about: 'It allows actions of every service.',
        extent: ['* on *'],
        risk: 'critical',
      },
      expect.objectContaining({ name: 'logs', kind: 'inline', needed: false }),
    ]);
  });

  it('says if a policy is too complex to find its risks', () => {
    const document: PolicyDocument = {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'iam:*', Resource: '*a?'.repeat(900) },
        { Effect: 'Deny', Action: 'iam:*', Resource: '?*a'.repeat(900) },
      ],
    };
    const { policies } = assessed({
      role: roleOf(
        {},
        {
          inlinePolicies: [
            { name: 'complex', document: observedDocument(document) },
          ],
        },
      ),
    });
    expect(policies).toEqual([
      expect.objectContaining({
        risk: 'medium',
        about: expect.stringMatching(/actions of iam\. The risks .* unknown/),
      }),
    ]);
  });

  it('recognizes AWS managed policies in every partition', () => {
    const { policies } = assessed({
      role: roleOf(
        {},
        {
          attachedPolicies: [
            attached(
              'arn:aws-cn:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly',
              allowing('ecr:BatchGetImage'),
            ),
          ],
        },
      ),
    });
    expect(policies).toEqual([expect.objectContaining({ needed: true })]);
  });

  it.each<[string, NodeRoleInput['role'], number]>([
    ['the role', unknown('Denied.', 'iam:GetRole'), 0],
    [
      'one of its policies',
      roleOf({}, { attachedPolicies: [unknown('Denied.'), S3] }),
      1,
    ],
  ])('gives the reason if it could not read %s', (_, role, count) => {
    const { policies, policiesReason } = assessed({ role });
    expect(policies).toHaveLength(count);
    expect(policiesReason).toBe('Denied.');
  });

  it.each<[string, NodeGroupFacts[], string, number | null]>([
    [
      'pods can reach it in one of two node groups',
      [group({ hopLimit: found(1) }), group()],
      'all-pods',
      2,
    ],
    [
      'pods can reach it in no node group',
      [group({ hopLimit: found(1) })],
      'host-network-only',
      1,
    ],
    [
      'one node group was not read',
      [group({ hopLimit: found(1) }), group({ hopLimit: unknown('Denied.') })],
      'unknown',
      null,
    ],
    [
      'pods can reach it in one node group, and another was not read',
      [group({ hopLimit: unknown('Denied.') }), group()],
      'all-pods',
      2,
    ],
    [
      'Auto Mode, whose hop limit is 1',
      [group({ kind: 'auto-mode', hopLimit: unknown('Not asked.') })],
      'host-network-only',
      1,
    ],
    [
      'Auto Mode, regardless of the settings of other instances',
      [
        group({
          ...{ kind: 'auto-mode', hopLimit: found(2), optionalTokens: true },
        }),
      ],
      'host-network-only',
      1,
    ],
    [
      'Fargate, which has no metadata service',
      [group({ kind: 'fargate', hopLimit: absent() })],
      'host-network-only',
      null,
    ],
    [
      'IMDS tokens are optional, regardless of the hop limit',
      [group({ hopLimit: found(1), optionalTokens: true })],
      'all-pods',
      1,
    ],
    [
      'no instance of a node group runs, which does not show its settings',
      [group({ hopLimit: absent() }), group({ hopLimit: found(1) })],
      'unknown',
      null,
    ],
    ['no node group is known', [], 'unknown', null],
  ])('assesses the reach of a role: %s', (_, nodeGroups, reach, hopLimit) => {
    expect(assessed({ nodeGroups })).toMatchObject({ reach, hopLimit });
  });

  it('gives the reason for an unknown hop limit', () => {
    const nodeGroups = [group({ hopLimit: unknown('Denied.') })];
    expect(assessed({ nodeGroups }).hopLimitReason).toBe('Denied.');
    expect(assessed().hopLimitReason).toBeNull();
    const empty = [group({ hopLimit: absent() })];
    expect(assessed({ nodeGroups: empty }).hopLimitReason).toBe(
      'No instance of general runs, and only instances show the setting.',
    );
  });

  it('counts workloads without a ServiceAccount role, except parts of EKS', () => {
    const { dependentIds } = assessed({
      workloads: [
        workload(),
        workload({ id: 'w-2', identitySource: 'unknown' }),
        workload({ id: 'own', identitySource: 'service-account-role' }),
        workload({ id: 'none', identitySource: 'none' }),
        workload({ id: 'keys', identitySource: 'static-keys' }),
        workload({ id: 'elsewhere', onThisRole: false }),
        workload({
          id: 'cni',
          namespace: 'kube-system',
          name: 'daemonset/aws-node',
          hostNetwork: true,
        }),
      ],
    });
    expect(dependentIds).toEqual(['w-1', 'w-2']);
  });
});

describe('the removal plan', () => {
  it('creates roles, sets the hop limit, detaches excess policies, and moves the CNI policy', () => {
    const { plan } = assessed();
    expect(plan.map(({ title }) => title)).toEqual([
      'Create a role for production/deployment/orders',
      'Block pods from the metadata service of general',
      'Detach AmazonS3ReadOnlyAccess',
      'Move AmazonEKS_CNI_Policy to the ServiceAccount aws-node',
    ]);
    expect(plan[0].workloads).toEqual(['production/deployment/orders']);
    expect(plan[1].commands).toEqual([
      expect.stringContaining('--http-put-response-hop-limit 1'),
    ]);
    expect(plan[1].commands[0]).toContain('tag:eks:nodegroup-name');
    expect(plan[2].commands).toEqual([
      'aws iam detach-role-policy --role-name prod-eu-nodes --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
    ]);
    expect(plan[2].why).toContain(
      'To restore it: aws iam attach-role-policy --role-name prod-eu-nodes --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
    );
    expect(plan[3].commands.at(-1)).toBe(
      'aws iam detach-role-policy --role-name prod-eu-nodes --policy-arn arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy',
    );
    expect(plan[3].commands[0]).toContain(
      'system:serviceaccount:kube-system:aws-node',
    );
  });

  it('restarts workloads that have a role, instead of creating another', () => {
    const { plan } = assessed({
      workloads: [
        workload(),
        workload({ id: 'w-2', name: 'deployment/checkout', hasRole: true }),
        workload({ id: 'w-3', name: 'cronjob/report', hasRole: true }),
      ],
    });
    expect(plan.slice(0, 2)).toMatchObject([
      {
        title: 'Create a role for production/deployment/orders',
        workloads: ['production/deployment/orders'],
      },
      {
        title: 'Restart 2 workloads that have roles',
        workloads: [
          'production/deployment/checkout',
          'production/cronjob/report',
        ],
        commands: ['kubectl rollout restart deployment/checkout -n production'],
      },
    ]);
  });

  it('includes the command that restores an inline policy', () => {
    const document = observedDocument(allowing("logs:It's"));
    const { plan } = assessed({
      role: roleOf({}, { inlinePolicies: [{ name: 'logs', document }] }),
      workloads: [],
      nodeGroups: [group({ hopLimit: found(1) })],
    });
    expect(plan).toHaveLength(1);
    expect(plan[0].commands).toEqual([
      'aws iam delete-role-policy --role-name prod-eu-nodes --policy-name logs',
    ]);
    expect(plan[0].why).toContain('aws iam put-role-policy');
    expect(plan[0].why).toContain(`logs:It'\\''s`);
  });

  it('is empty if no action is needed', () => {
    const { plan } = assessed({
      role: roleOf({}, { attachedPolicies: [WORKER] }),
      workloads: [],
      nodeGroups: [group({ hopLimit: found(1) })],
    });
    expect(plan).toEqual([]);
  });

  it('does not move the CNI policy in EKS Auto Mode', () => {
    const cluster = clusterFacts();
    const known = cluster.cluster;
    const { plan } = assessed({
      cluster: {
        ...cluster,
        cluster:
          known.state === 'found'
            ? found({ ...known.value, autoMode: true })
            : known,
      },
      role: roleOf({}, { attachedPolicies: [CNI] }),
      workloads: [AWS_NODE],
      nodeGroups: [group({ kind: 'auto-mode', hopLimit: found(1) })],
    });
    expect(plan).toEqual([]);
  });

  it('changes only the instances of a role that is not of a managed node group', () => {
    const { plan } = assessed({
      nodeGroups: [group({ name: 'karpenter', kind: 'self-managed' })],
    });
    expect(plan[1].commands).toEqual([
      `aws ec2 describe-instances --region eu-west-1 --filters Name=tag:kubernetes.io/cluster/prod-eu,Values=owned Name=iam-instance-profile.arn,Values="$(aws iam list-instance-profiles-for-role --role-name prod-eu-nodes --query 'join('\\'','\\'', InstanceProfiles[].Arn)' --output text)" --query 'Reservations[].Instances[].[InstanceId]' --output text | xargs -n1 aws ec2 modify-instance-metadata-options --region eu-west-1 --http-tokens required --http-put-response-hop-limit 1 --instance-id`,
    ]);
  });

  const cniStep = (change: Partial<NodeRoleInput>) => {
    const { plan } = assessed({
      role: roleOf({}, { attachedPolicies: [WORKER, CNI] }),
      nodeGroups: [group({ hopLimit: found(1) })],
      workloads: [AWS_NODE],
      ...change,
    });
    return plan;
  };
  const DETACH =
    'aws iam detach-role-policy --role-name prod-eu-nodes --policy-arn arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy';
  const own = { ...AWS_NODE, hasRole: true };

  it('creates what AWS STS needs before the VPC CNI restarts with its role', () => {
    const [step] = cniStep({ oidcProvider: absent() });
    expect(step.commands[0]).toMatch(
      /^aws iam create-open-id-connect-provider --url https:\/\/oidc\.eks\..* --client-id-list sts\.amazonaws\.com$/,
    );
    expect(step.why).toContain('Without the OIDC provider of the cluster');

    const provider = { arn: PROVIDER_ARN, url: '', clientIds: ['vault'] };
    const [other] = cniStep({ oidcProvider: found(provider) });
    expect(other.commands[0]).toBe(
      `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${PROVIDER_ARN} --client-id sts.amazonaws.com`,
    );

    const [ready] = cniStep({});
    expect(ready.commands[0]).toContain('aws iam create-role');
  });

  it('gives the VPC CNI no role while the OIDC provider is unknown', () => {
    const [step] = cniStep({ oidcProvider: unknown('Denied.') });
    expect(step.commands).toEqual([]);
    expect(step.why).toContain('could not be read. Denied.');
  });

  it('only detaches the CNI policy if the VPC CNI has a role', () => {
    expect(
      cniStep({
        workloads: [{ ...own, identitySource: 'service-account-role' }],
      }),
    ).toMatchObject([
      { title: 'Detach AmazonEKS_CNI_Policy', commands: [DETACH] },
    ]);
    const [{ commands }] = cniStep({ workloads: [own] });
    expect(commands).toEqual([
      'kubectl rollout restart daemonset/aws-node -n kube-system',
      'kubectl rollout status daemonset/aws-node -n kube-system',
      DETACH,
    ]);
  });

  it('keeps the CNI policy for another network plugin', () => {
    expect(cniStep({ workloads: [] })).toEqual([]);
  });

  it('contains no incomplete command', () => {
    const { plan } = assessed({
      cluster: clusterFacts({ cluster: unknown('Denied.') }),
    });
    const commands = plan.flatMap(step => step.commands);
    expect(commands).not.toEqual([]);
    expect(commands).not.toContainEqual(
      expect.stringMatching(/<[^>]*>|undefined/),
    );
    expect(plan[1].commands).toEqual([]);
  });

  it('uses only the reach of a role that does not exist', () => {
    const { plan, ...rest } = assessed({ role: absent() });
    expect(rest).toMatchObject({ policies: [], reach: 'all-pods' });
    expect(rest).not.toHaveProperty('policiesReason');
    expect(plan).toHaveLength(2);
  });
});
