import { type RemovalStep } from '../model/types';
import { command } from '../model/shell';
import type { NodeGroupFacts, RoleFacts } from '../model/inventory';
import { valueOf } from '../model/observation';
import type { ObservedCluster } from '../model/observed';
import { attachment, eksName } from './commands';
import { moveCni } from './moveCni';
import { answersPods } from './reach';
import type { NodeRolePolicy, NodeRoleWorkload, PlanInput } from './types';

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
      commands: cluster
        ? open.map(group =>
            lowerHopLimit(cluster, group, input.assessment.name),
          )
        : [],
    },
  ];
}

/**
 * Builds the command that requires session tokens and sets the hop limit to 1, on the instances of a managed node group, or else on those with an
 * instance profile of the role. The other nodes of the cluster can have workloads that depend on their own role.
 * Source: "Amazon EC2 instance metadata options", "describe-instances" and "modify-instance-metadata-options", AWS CLI Command Reference.
 */
function lowerHopLimit(
  { arn, region }: ObservedCluster,
  { name, kind }: NodeGroupFacts,
  roleName: string,
): string {
  const ofCluster = `Name=tag:kubernetes.io/cluster/${eksName(
    arn,
  )},Values=owned`;
  const ofGroup =
    kind === 'managed'
      ? command(`Name=tag:eks:nodegroup-name,Values=${name}`)
      : `Name=iam-instance-profile.arn,Values="$(${profilesOf(roleName)})"`;
  const list = [
    command('aws', 'ec2', 'describe-instances', '--region', region),
    ...['--filters', command(ofCluster), ofGroup],
    command(
      '--query',
      'Reservations[].Instances[].[InstanceId]',
      ...['--output', 'text'],
    ),
  ].join(' ');
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

/** Builds the command that prints the ARNs of the role's instance profiles, separated by commas. */
function profilesOf(roleName: string): string {
  return command(
    ...['aws', 'iam', 'list-instance-profiles-for-role'],
    ...['--role-name', roleName],
    ...['--query', "join(',', InstanceProfiles[].Arn)", '--output', 'text'],
  );
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
