import { buildTrustPolicy } from '../trust/build';
import { DEFAULT_AUDIENCE, EKS_ANNOTATIONS } from '../model/annotations';
import { formatArn } from '../arn/arn';
import { type RemovalStep } from '../model/types';
import { command } from '../model/shell';
import type { NodeGroupFacts, RoleFacts } from '../model/inventory';
import { valueOf } from '../model/observation';
import type { ObservedCluster } from '../model/observed';
import type { NodeRoleInput, NodeRoleWorkload } from './types';
import { CNI_POLICY_NAME } from './needed';
import { answersPods } from './reach';
import type { NodeRoleAssessment, NodeRolePolicy } from './types';

interface PlanInput extends NodeRoleInput {
  assessment: Omit<NodeRoleAssessment, 'plan'>;
  dependentWorkloads: NodeRoleWorkload[];
}

/**
 * Plans how to reduce a node role to what nodes need: workloads get roles of their own or restart with their existing roles, pods lose access to the
 * metadata service, excess policies are removed one by one, and finally the VPC CNI gets a role of its own. In this order, nothing loses access
 * before it has other access.
 * Source: "Amazon EKS node IAM role" and "Identity and Access Management", Amazon EKS Best Practices Guide.
 */
export function removalPlan(input: PlanInput): RemovalStep[] {
  const { assessment } = input;
  const role = valueOf(input.role);
  const excess = assessment.policies.filter(({ needed }) => !needed);
  return [
    ...ownRoles(input),
    ...closeMetadataService(input),
    ...excess.map(policy => detach(assessment.name, policy, role)),
    ...moveCni(input),
  ];
}

const RESTARTABLE = /^(deployment|statefulset|daemonset)\//;

function ownRoles({
  dependentWorkloads,
  assessment,
}: PlanInput): RemovalStep[] {
  const without = dependentWorkloads.filter(({ hasRole }) => !hasRole);
  const waiting = dependentWorkloads.filter(({ hasRole }) => hasRole);
  return [
    ...stepFor(without, {
      one: name => `Create a role for ${name}`,
      many: count => `Create roles for ${count} workloads`,
      why: `Without their own role, they depend on ${assessment.name}, and the next steps would remove their access. Workloads that do not call AWS need no role.`,
      commands: [],
    }),
    ...stepFor(waiting, {
      one: name => `Restart ${name}, which has a role`,
      many: count => `Restart ${count} workloads that have roles`,
      why: `The ServiceAccount has a role, but pods that started before do not use it: their AWS access comes from ${assessment.name}.`,
      commands: waiting
        .filter(({ name }) => RESTARTABLE.test(name))
        .map(({ namespace, name }) =>
          command('kubectl', 'rollout', 'restart', name, '-n', namespace),
        ),
    }),
  ];
}

/** Returns a step for some workloads; empty if there are none. */
function stepFor(
  workloads: NodeRoleWorkload[],
  step: {
    one: (name: string) => string;
    many: (count: number) => string;
  } & Pick<RemovalStep, 'why' | 'commands'>,
): RemovalStep[] {
  const { one, many, ...rest } = step;
  const names = workloads.map(({ namespace, name }) => `${namespace}/${name}`);
  if (names.length === 0) return [];
  const title = names.length === 1 ? one(names[0]) : many(names.length);
  return [{ title, ...rest, workloads: names }];
}

/** Whether the metadata service of a node group answers pods, or possibly does. */
function mayAnswerPods(group: NodeGroupFacts): boolean {
  return answersPods(group) ?? true;
}

function closeMetadataService(input: PlanInput): RemovalStep[] {
  const cluster = valueOf(input.cluster.cluster);
  const open = input.nodeGroups.filter(mayAnswerPods);
  const names = open.map(({ name }) => name).join(', ');
  if (open.length === 0) return [];
  return [
    {
      title: `Block pods from the metadata service of ${names}`,
      why: `With required session tokens and a hop limit of 1, its responses do not leave the node, so pods cannot use ${input.assessment.name}. Pods with hostNetwork still can. The commands change running nodes. Set the same in the launch template for new nodes.`,
      commands: cluster ? open.map(group => lowerHopLimit(cluster, group)) : [],
    },
  ];
}

/**
 * Builds the command that requires session tokens and sets the hop limit to 1.
 * Source: "Amazon EC2 instance metadata options" and "modify-instance-metadata-options", AWS CLI Command Reference.
 */
function lowerHopLimit(
  { arn, region }: ObservedCluster,
  { name, kind }: NodeGroupFacts,
): string {
  const ofCluster = `Name=tag:kubernetes.io/cluster/${eksName(
    arn,
  )},Values=owned`;
  const ofGroup =
    kind === 'managed' ? [`Name=tag:eks:nodegroup-name,Values=${name}`] : [];
  const list = command(
    'aws',
    'ec2',
    'describe-instances',
    '--region',
    region,
    '--filters',
    ofCluster,
    ...ofGroup,
    '--query',
    'Reservations[].Instances[].[InstanceId]',
    '--output',
    'text',
  );
  const change = command(
    'xargs',
    '-n1',
    'aws',
    'ec2',
    'modify-instance-metadata-options',
    '--region',
    region,
    '--http-tokens',
    'required',
    '--http-put-response-hop-limit',
    '1',
    '--instance-id',
  );
  return `${list} | ${change}`;
}

function detach(
  roleName: string,
  { name, kind, about }: NodeRolePolicy,
  role: RoleFacts | undefined,
): RemovalStep {
  const [take, back] =
    kind === 'managed'
      ? attachment(roleName, name)
      : inlinePolicy(roleName, name, role);
  return {
    title: `${kind === 'managed' ? 'Detach' : 'Delete inline policy'} ${name
      .split('/')
      .at(-1)}`,
    why: `${about} Nodes do not need it. Before the next step, wait a day to see whether anything is denied.${
      back === undefined ? '' : ` To restore it: ${back}`
    }`,
    commands: [take],
  };
}

function attachment(roleName: string, arn: string): [string, string] {
  const about = ['--role-name', roleName, '--policy-arn', arn];
  return [
    command('aws', 'iam', 'detach-role-policy', ...about),
    command('aws', 'iam', 'attach-role-policy', ...about),
  ];
}

function inlinePolicy(
  roleName: string,
  name: string,
  role: RoleFacts | undefined,
): [string, string | undefined] {
  const about = ['--role-name', roleName, '--policy-name', name];
  const text = role?.inlinePolicies.find(policy => policy.name === name)
    ?.document.text;
  return [
    command('aws', 'iam', 'delete-role-policy', ...about),
    text === undefined
      ? undefined
      : command(
          'aws',
          'iam',
          'put-role-policy',
          ...about,
          '--policy-document',
          text,
        ),
  ];
}

const CNI = { namespace: 'kube-system', name: 'aws-node' };

function moveCni({ assessment, cluster }: PlanInput): RemovalStep[] {
  const known = valueOf(cluster.cluster);
  const cni = assessment.policies.find(
    ({ name }) => name.split('/').at(-1) === CNI_POLICY_NAME,
  );
  if (!cni || known?.autoMode) return [];
  return [
    {
      title: `Move ${CNI_POLICY_NAME} to the ServiceAccount ${CNI.name}`,
      why: `Then only the VPC CNI can change network interfaces, not every pod with hostNetwork. Once it has restarted with its own role, the node role no longer needs the policy. If the CNI is an EKS add-on, set the role in the add-on too. To restore it: ${
        attachment(assessment.name, cni.name)[1]
      }`,
      commands: known ? cniCommands(known, assessment.name, cni.name) : [],
    },
  ];
}

/** Builds the commands that give the VPC CNI its own role. Source: "Configure Amazon VPC CNI plugin to use IRSA", Amazon EKS User Guide. */
function cniCommands(
  { arn, accountId, issuer, partition }: ObservedCluster,
  nodeRole: string,
  policyArn: string,
): string[] {
  const roleName = `${eksName(arn).slice(0, 55)}-aws-node`;
  const resource = `role/${roleName}`;
  const roleArn = formatArn({
    partition,
    service: 'iam',
    region: '',
    accountId,
    resource,
  });
  const trust = buildTrustPolicy({
    partition,
    accountId,
    issuer,
    ...CNI,
    audience: DEFAULT_AUDIENCE,
  });
  const inNamespace = ['-n', CNI.namespace];
  return [
    command(
      'aws',
      'iam',
      'create-role',
      '--role-name',
      roleName,
      '--assume-role-policy-document',
      JSON.stringify(trust),
    ),
    attachment(roleName, policyArn)[1],
    command(
      'kubectl',
      'annotate',
      'serviceaccount',
      CNI.name,
      ...inNamespace,
      `${EKS_ANNOTATIONS.roleArn}=${roleArn}`,
    ),
    command(
      'kubectl',
      'rollout',
      'restart',
      'daemonset/aws-node',
      ...inNamespace,
    ),
    command(
      'kubectl',
      'rollout',
      'status',
      'daemonset/aws-node',
      ...inNamespace,
    ),
    attachment(nodeRole, policyArn)[0],
  ];
}

/** Returns the EKS name of a cluster, which is the end of its ARN. */
function eksName(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}
