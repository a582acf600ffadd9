import { buildTrustPolicy } from '../trust/build';
import { DEFAULT_AUDIENCE, EKS_ANNOTATIONS } from '../model/annotations';
import { formatArn } from '../arn/arn';
import { type RemovalStep } from '../model/types';
import { command } from '../model/shell';
import { valueOf } from '../model/observation';
import type { ObservedCluster } from '../model/observed';
import type { NodeRoleInput, NodeRoleWorkload, PlanInput } from './types';
import { attachment, eksName } from './commands';
import { CNI_POLICY_NAME } from './needed';

/** The ServiceAccount and DaemonSet of the VPC CNI. */
const CNI = { namespace: 'kube-system', name: 'aws-node' };
const DAEMON_SET = `daemonset/${CNI.name}`;

const IN_NAMESPACE = ['-n', CNI.namespace];
const RESTART = ['restart', 'status'].map(verb =>
  command('kubectl', 'rollout', verb, DAEMON_SET, ...IN_NAMESPACE),
);

/**
 * Takes the policy of the VPC CNI from the node role, once the CNI has a role of its own. Leaves it to other network plugins, which may use it, and to
 * EKS Auto Mode, which has no such policy to move.
 */
export function moveCni(input: PlanInput): RemovalStep[] {
  const { assessment, workloads } = input;
  const cluster = valueOf(input.cluster.cluster);
  const policy = assessment.policies.find(
    ({ name }) => name.split('/').at(-1) === CNI_POLICY_NAME,
  );
  const cni = workloads.find(
    ({ namespace, name }) => namespace === CNI.namespace && name === DAEMON_SET,
  );
  if (!policy || !cni || cluster?.autoMode) return [];
  const [detach, restore] = attachment(assessment.name, policy.name);
  return cni.hasRole
    ? [withRole(cni, detach, restore)]
    : [
        withoutRole(input, {
          cluster,
          policyArn: policy.name,
          detach,
          restore,
        }),
      ];
}

function withRole(
  { identitySource }: NodeRoleWorkload,
  detach: string,
  restore: string,
): RemovalStep {
  return {
    title: `Detach ${CNI_POLICY_NAME}`,
    why: `The ServiceAccount ${CNI.name} has a role of its own. If that role has the policy, the node role does not need it. To restore it: ${restore}`,
    commands: [
      ...(identitySource === 'service-account-role' ? [] : RESTART),
      detach,
    ],
  };
}

function withoutRole(
  { oidcProvider }: PlanInput,
  {
    cluster,
    policyArn,
    detach,
    restore,
  }: {
    cluster: ObservedCluster | undefined;
    policyArn: string;
    detach: string;
    restore: string;
  },
): RemovalStep {
  const provider = cluster && providerOf(cluster, oidcProvider);
  const commands =
    cluster && provider?.commands
      ? [...provider.commands, ...roleCommands(cluster, policyArn), detach]
      : [];
  return {
    title: `Move ${CNI_POLICY_NAME} to the ServiceAccount ${CNI.name}`,
    why: [
      'Then only the VPC CNI can change network interfaces, not every pod with hostNetwork. Once it has restarted with its own role, the node role no longer needs the policy. If the CNI is an EKS add-on, set the role in the add-on too.',
      ...(provider?.note === undefined ? [] : [provider.note]),
      `To restore it: ${restore}`,
    ].join(' '),
    commands,
  };
}

/**
 * Returns the commands after which AWS STS accepts tokens of the cluster, and a note on them. Without commands if the OIDC provider is unknown: a CNI
 * that restarts with a role but gets no credentials takes the network from its nodes.
 */
function providerOf(
  { issuer }: ObservedCluster,
  oidcProvider: NodeRoleInput['oidcProvider'],
): { commands?: string[]; note?: string } {
  const lost =
    'Without the OIDC provider of the cluster, the VPC CNI gets no credentials after the restart, and nodes lose their network';
  if (oidcProvider.state === 'unknown') {
    return {
      note: `${lost}. Check it first, because it could not be read. ${oidcProvider.reason}`,
    };
  }
  if (oidcProvider.state === 'absent') {
    return {
      note: `${lost}, so the commands create it first.`,
      commands: [
        command(
          ...['aws', 'iam', 'create-open-id-connect-provider', '--url', issuer],
          ...['--client-id-list', DEFAULT_AUDIENCE],
        ),
      ],
    };
  }
  const { arn, clientIds } = oidcProvider.value;
  return clientIds.includes(DEFAULT_AUDIENCE)
    ? { commands: [] }
    : {
        note: `The OIDC provider of the cluster must accept the audience ${DEFAULT_AUDIENCE} before the restart.`,
        commands: [
          command(
            ...['aws', 'iam', 'add-client-id-to-open-id-connect-provider'],
            ...['--open-id-connect-provider-arn', arn],
            ...['--client-id', DEFAULT_AUDIENCE],
          ),
        ],
      };
}

/** Builds the commands that give the VPC CNI its own role. Source: "Configure Amazon VPC CNI plugin to use IRSA", Amazon EKS User Guide. */
function roleCommands(
  { arn, accountId, issuer, partition }: ObservedCluster,
  policyArn: string,
): string[] {
  const roleName = `${eksName(arn).slice(0, 55)}-aws-node`;
  const resource = `role/${roleName}`;
  const roleArn = formatArn({
    ...{ partition, service: 'iam', region: '', accountId, resource },
  });
  const trust = buildTrustPolicy({
    ...{ partition, accountId, issuer, audience: DEFAULT_AUDIENCE },
    ...CNI,
  });
  return [
    command(
      ...['aws', 'iam', 'create-role', '--role-name', roleName],
      ...['--assume-role-policy-document', JSON.stringify(trust)],
    ),
    attachment(roleName, policyArn)[1],
    command(
      ...['kubectl', 'annotate', 'serviceaccount', CNI.name, ...IN_NAMESPACE],
      `${EKS_ANNOTATIONS.roleArn}=${roleArn}`,
    ),
    ...RESTART,
  ];
}
