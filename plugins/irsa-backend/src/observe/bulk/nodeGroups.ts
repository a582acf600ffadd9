import type { EC2Client, Instance } from '@aws-sdk/client-ec2';
import {
  DescribeNodegroupCommand,
  paginateListNodegroups,
  type EKSClient,
} from '@aws-sdk/client-eks';
import {
  objectsOf,
  optionalNumber,
  textOf,
  textsOf,
  type AccessEntryFacts,
  type NodeGroupFacts,
  absent,
  found,
  valueOf,
  type Observation,
  type ObservedCluster,
} from '@backstage-irsa/core/model';
import { loadEc2 } from '../aws/ec2';
import { readAws } from '../read';
import { inTurns } from './inTurns';

/** Node groups that are described at the same time. */
const AT_A_TIME = 4;

/** The instance tag that names the managed node group. */
const GROUP_TAG = 'eks:nodegroup-name';

/**
 * The node kinds of access entries, by entry type. Fargate and hybrid nodes are left out: they are not EC2 instances and have no instance metadata
 * service, so pods cannot get their roles.
 *
 * Source: "Create access entries" and "Amazon EKS Pod execution IAM role", Amazon EKS User Guide.
 */
const EC2_NODES: ReadonlyMap<string, 'self-managed' | 'auto-mode'> = new Map([
  ['EC2_LINUX', 'self-managed'],
  ['EC2_WINDOWS', 'self-managed'],
  ['EC2', 'auto-mode'],
]);

/** The hop limit on Auto Mode nodes. Source: "Learn how EKS Auto Mode works", Amazon EKS User Guide. */
const AUTO_MODE_HOP_LIMIT = 1;

/** A managed node group. */
type Group = Pick<NodeGroupFacts, 'name' | 'nodeRoleArn'>;

/** The metadata service settings of some instances, which decide who can reach it. */
interface MetadataOptions {
  hopLimit: number;
  optionalTokens: boolean;
}

/**
 * Metadata options of instances by their managed node group. Those outside these groups have the ARN of their instance profile as key if they are
 * nodes for sure, otherwise the empty key. The most permissive options of a group count.
 */
export type GroupMetadata = Map<string, MetadataOptions>;

/** What was read about the nodes of a cluster. */
interface ReadNodes {
  cluster: ObservedCluster;
  groups: Group[];
  accessEntries: AccessEntryFacts[];
  metadata: Observation<GroupMetadata>;
  /** The role ARNs of instance profiles, by the ARN of the profile. */
  profiles: ReadonlyMap<string, string>;
}

/** Reads the managed node groups of a cluster. */
export async function readNodeGroups(
  eks: EKSClient,
  clusterName: string,
): Promise<Observation<Group[]>> {
  const names = await readAws('eks:ListNodegroups', async () => {
    const all: string[] = [];
    const pages = paginateListNodegroups({ client: eks }, { clusterName });
    for await (const { nodegroups } of pages) all.push(...textsOf(nodegroups));
    return all;
  });
  if (names.state !== 'found') return names;
  const groups = await inTurns(names.value, AT_A_TIME, name =>
    readAws('eks:DescribeNodegroup', async () => {
      const { nodegroup } = await eks.send(
        new DescribeNodegroupCommand({ clusterName, nodegroupName: name }),
      );
      return { name, nodeRoleArn: textOf(nodegroup?.nodeRole) };
    }),
  );
  const unread = groups.find(({ state }) => state === 'unknown');
  if (unread?.state === 'unknown') return unread;
  return found(groups.flatMap(group => valueOf(group) ?? []));
}

/** Reads the metadata options of the running instances of a cluster. Source: "Configure the instance metadata options", Amazon EC2 User Guide. */
export function readMetadataOptions(
  client: () => EC2Client,
  eksName: string,
): Promise<Observation<GroupMetadata>> {
  return readAws('ec2:DescribeInstances', async () => {
    const groups: GroupMetadata = new Map();
    const pages = loadEc2().paginateDescribeInstances(
      { client: client(), pageSize: 1000 },
      {
        Filters: [
          { Name: 'tag-key', Values: [`kubernetes.io/cluster/${eksName}`] },
          { Name: 'instance-state-name', Values: ['running'] },
        ],
      },
    );
    for await (const { Reservations } of pages) {
      for (const instance of objectsOf(Reservations).flatMap(reservation =>
        objectsOf(reservation.Instances),
      )) {
        const key = keyOf(instance, eksName);
        groups.set(key, mostOpen(metadataOf(instance), groups.get(key)));
      }
    }
    return groups;
  });
}

/** Returns the key of an instance in {@link GroupMetadata}. Source: "Create self-managed nodes", Amazon EKS User Guide, on the tag of nodes. */
function keyOf(instance: Instance, eksName: string): string {
  const group = tagOf(instance, GROUP_TAG);
  if (group !== '') return group;
  const isNode =
    tagOf(instance, `kubernetes.io/cluster/${eksName}`) === 'owned';
  return isNode ? textOf(instance.IamInstanceProfile?.Arn) : '';
}

function mostOpen(
  { hopLimit, optionalTokens }: MetadataOptions,
  other: MetadataOptions | undefined,
): MetadataOptions {
  return {
    hopLimit: Math.max(hopLimit, other?.hopLimit ?? 0),
    optionalTokens: optionalTokens || (other?.optionalTokens ?? false),
  };
}

function tagOf({ Tags }: Instance, key: string): string {
  return textOf(objectsOf(Tags).find(({ Key }) => Key === key)?.Value);
}

/** Returns the metadata options of an instance. A disabled metadata service has hop limit 0. */
function metadataOf({ MetadataOptions: options }: Instance): MetadataOptions {
  return options?.HttpEndpoint === 'disabled'
    ? { hopLimit: 0, optionalTokens: false }
    : {
        hopLimit: optionalNumber(options?.HttpPutResponseHopLimit) ?? 1,
        optionalTokens: textOf(options?.HttpTokens) === 'optional',
      };
}

/** Lists all nodes of a cluster by role: managed node groups, Auto Mode, and other roles that an access entry or an instance profile shows. */
export function allNodeGroups(read: ReadNodes): NodeGroupFacts[] {
  const { cluster, groups, metadata } = read;
  const managed = groups.map(group => ({
    ...group,
    kind: 'managed' as const,
    ...optionsIn(metadata, key => key === group.name),
  }));
  const { autoModeNodeRoleArn } = cluster;
  const auto =
    cluster.autoMode && autoModeNodeRoleArn !== undefined
      ? [
          {
            name: 'auto-mode',
            kind: 'auto-mode' as const,
            nodeRoleArn: autoModeNodeRoleArn,
            hopLimit: found(AUTO_MODE_HOP_LIMIT),
          },
        ]
      : [];
  return [...managed, ...auto, ...otherGroups(read)];
}

/** Lists the nodes outside managed node groups and Auto Mode by role. */
function otherGroups(read: ReadNodes): NodeGroupFacts[] {
  const { cluster, metadata, profiles } = read;
  const kinds = new Map(otherEntryRoles(read));
  // Instances outside a managed node group can have its role too.
  for (const key of outsideGroups(read)) {
    const arn = profiles.get(key);
    if (arn !== undefined && !kinds.has(arn)) kinds.set(arn, 'self-managed');
  }
  if (cluster.autoMode) kinds.delete(cluster.autoModeNodeRoleArn ?? '');
  return [...kinds].map(([nodeRoleArn, kind]) => ({
    ...{ name: nodeRoleArn.split('/').pop() ?? '', kind, nodeRoleArn },
    ...(kind === 'auto-mode'
      ? { hopLimit: found(AUTO_MODE_HOP_LIMIT) }
      : optionsIn(metadata, key => {
          // Instances with an unknown role possibly have this one.
          const arn = profiles.get(key);
          return arn === undefined ? isOutside(key) : arn === nodeRoleArn;
        })),
  }));
}

/** Returns the roles of EC2 nodes that only access entries name, with their kind. */
function otherEntryRoles({
  accessEntries,
  groups,
}: ReadNodes): [string, 'self-managed' | 'auto-mode'][] {
  const ofGroups = new Set(groups.map(({ nodeRoleArn }) => nodeRoleArn));
  return accessEntries.flatMap(({ type, principalArn }) => {
    const kind = EC2_NODES.get(type);
    if (!kind || ofGroups.has(principalArn)) return [];
    return [[principalArn, kind] as [string, typeof kind]];
  });
}

/** Returns the most permissive options of the instances with some keys. */
function optionsIn(
  metadata: Observation<GroupMetadata>,
  isMeant: (key: string) => boolean,
): Pick<NodeGroupFacts, 'hopLimit' | 'optionalTokens'> {
  if (metadata.state === 'unknown') return { hopLimit: metadata };
  const known = [...(valueOf(metadata) ?? [])]
    .filter(([key]) => isMeant(key))
    .reduce<MetadataOptions | undefined>(
      (all, [, options]) => mostOpen(options, all),
      undefined,
    );
  return known
    ? { hopLimit: found(known.hopLimit), optionalTokens: known.optionalTokens }
    : { hopLimit: absent() };
}

/** Returns the keys of the instances outside managed node groups. */
function outsideGroups({ metadata }: Pick<ReadNodes, 'metadata'>): string[] {
  return [...(valueOf(metadata)?.keys() ?? [])].filter(isOutside);
}

/** Whether a key is that of instances outside managed node groups, whose names contain no colon. */
function isOutside(key: string): boolean {
  return key === '' || key.includes(':');
}

/**
 * Returns why the roles of some nodes are possibly unknown: the instances were not read, or some have an unknown role, and neither access entries nor
 * Auto Mode show that there are nodes outside managed node groups.
 */
export function unnamedNodesOf(
  eksName: string,
  read: ReadNodes,
): string | undefined {
  const { cluster, metadata, profiles } = read;
  if (metadata.state === 'unknown') return metadata.reason;
  const isTold = cluster.autoMode || otherEntryRoles(read).length > 0;
  const unnamed = outsideGroups(read).filter(key => !profiles.has(key));
  if (isTold || unnamed.length === 0) return undefined;
  return `EC2 instances of cluster ${eksName} belong to no managed node group, and neither an access entry nor their instance profile shows the role of their nodes. If they are nodes, create an access entry of type EC2_LINUX or EC2_WINDOWS for their role: Backstage does not read the ConfigMap aws-auth.`;
}
