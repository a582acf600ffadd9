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

/** Node groups described at a time. */
const AT_A_TIME = 4;

/** By which an instance says of which managed node group it is. */
const GROUP_TAG = 'eks:nodegroup-name';

/**
 * The nodes of access entries, by the types of these. Pods get neither the role of Fargate nor that of hybrid nodes, which are no EC2 instances and
 * have no metadata service of one.
 *
 * Source: "Create access entries" and "Amazon EKS Pod execution IAM role", Amazon EKS User Guide.
 */
const EC2_NODES: ReadonlyMap<string, 'self-managed' | 'auto-mode'> = new Map([
  ['EC2_LINUX', 'self-managed'],
  ['EC2_WINDOWS', 'self-managed'],
  ['EC2', 'auto-mode'],
]);

/** On nodes of Auto Mode. Source: "Learn how EKS Auto Mode works", Amazon EKS User Guide. */
const AUTO_MODE_HOP_LIMIT = 1;

/** A managed node group. */
type Group = Pick<NodeGroupFacts, 'name' | 'nodeRoleArn'>;

/** Who the metadata service of some instances answers. */
interface MetadataOptions {
  hopLimit: number;
  optionalTokens: boolean;
}

/** Metadata options by node group; instances of none by the empty name. Those that let most in count. */
export type GroupMetadata = Map<string, MetadataOptions>;

/** The managed node groups of a cluster. */
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

/** The metadata options of the running instances of a cluster. Source: "Configure the instance metadata options", Amazon EC2 User Guide. */
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

/** A metadata service that is switched off answers nobody. */
function metadataOf({ MetadataOptions: options }: Instance): MetadataOptions {
  return options?.HttpEndpoint === 'disabled'
    ? { hopLimit: 0, optionalTokens: false }
    : {
        hopLimit: optionalNumber(options?.HttpPutResponseHopLimit) ?? 1,
        optionalTokens: textOf(options?.HttpTokens) === 'optional',
      };
}

/** All nodes of a cluster by their roles: of managed groups, of Auto Mode, and of others whose role an access entry makes an EC2 node. */
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
