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

/** Metadata options by node group, with the empty name for instances without one. The most permissive options of a group count. */
export type GroupMetadata = Map<string, MetadataOptions>;

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
        const group = tagOf(instance, GROUP_TAG);
        const { hopLimit, optionalTokens } = metadataOf(instance);
        const known = groups.get(group);
        groups.set(group, {
          hopLimit: Math.max(hopLimit, known?.hopLimit ?? 0),
          optionalTokens: optionalTokens || (known?.optionalTokens ?? false),
        });
      }
    }
    return groups;
  });
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

/** Lists all nodes of a cluster by role: managed node groups, Auto Mode, and other roles that an access entry marks as EC2 nodes. */
export function allNodeGroups(read: {
  cluster: ObservedCluster;
  groups: Group[];
  accessEntries: AccessEntryFacts[];
  metadata: Observation<GroupMetadata>;
}): NodeGroupFacts[] {
  const { cluster, groups, accessEntries, metadata } = read;
  const optionsOf = (
    name: string,
  ): Pick<NodeGroupFacts, 'hopLimit' | 'optionalTokens'> => {
    if (metadata.state === 'unknown') {
      return { hopLimit: metadata };
    }
    const known = valueOf(metadata)?.get(name);
    return known
      ? {
          hopLimit: found(known.hopLimit),
          optionalTokens: known.optionalTokens,
        }
      : { hopLimit: absent() };
  };
  const managed = groups.map(group => ({
    ...group,
    kind: 'managed' as const,
    ...optionsOf(group.name),
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
  const known = new Set(
    [...managed, ...auto].map(({ nodeRoleArn }) => nodeRoleArn),
  );
  const others = accessEntries.flatMap(({ type, principalArn }) => {
    const kind = EC2_NODES.get(type);
    if (!kind || known.has(principalArn)) return [];
    return {
      ...{ name: principalArn.split('/').pop() ?? '', kind },
      nodeRoleArn: principalArn,
      ...(kind === 'auto-mode'
        ? { hopLimit: found(AUTO_MODE_HOP_LIMIT) }
        : optionsOf('')),
    };
  });
  return [...managed, ...auto, ...others];
}

/** Whether instances run for the cluster outside its managed node groups, although no other role of nodes is known. */
export function hasUnnamedNodes(
  groups: NodeGroupFacts[],
  metadata: Observation<GroupMetadata>,
): boolean {
  return (
    (valueOf(metadata)?.has('') ?? false) &&
    groups.every(({ kind }) => kind === 'managed')
  );
}
