import type { FargateProfile } from '../../state/cluster';
import type { ObjectApi } from '../objectApi';
import type { Node, Pod, PodSpec } from '../objects';
import { nodes } from '../resources/nodes';

const COMPUTE_TYPE = 'eks.amazonaws.com/compute-type';
const OS = 'kubernetes.io/os';

/** The label that Fargate sets on each pod that it runs. */
export const FARGATE_PROFILE = 'eks.amazonaws.com/fargate-profile';

/** Checks whether a node is a Fargate node, which runs a single pod. */
export function isFargate({ metadata }: Node): boolean {
  return metadata.labels?.[COMPUTE_TYPE] === 'fargate';
}

export function isWindows({ metadata }: Node): boolean {
  return metadata.labels?.[OS] === 'windows';
}

/** Checks whether pods with this spec can run on the node: they match by node selector, default to Linux, and never run on existing Fargate nodes. */
export function canRunOn(
  node: Node,
  { nodeSelector = {} }: Pick<PodSpec, 'nodeSelector'>,
): boolean {
  const { labels = {} } = node.metadata;
  return (
    !isFargate(node) &&
    (!isWindows(node) || nodeSelector[OS] === 'windows') &&
    Object.entries(nodeSelector).every(([key, value]) => labels[key] === value)
  );
}

/** Returns the Fargate profile that selects a pod. If several do, the first by name wins. */
export function fargateProfileOf(
  { cluster }: ObjectApi,
  { metadata: { namespace, labels = {} } }: Pod,
): FargateProfile | undefined {
  return [...cluster.fargateProfiles.values()]
    .sort((a, b) => a.name.localeCompare(b.name))
    .find(({ selectors }) =>
      selectors.some(
        selector =>
          selector.namespace === namespace &&
          Object.entries(selector.labels).every(
            ([key, value]) => labels[key] === value,
          ),
      ),
    );
}

/** Creates the Fargate node for a single pod. */
export function addFargateNode(api: ObjectApi): Node {
  const { region, version } = api.cluster;
  const number = api.store.revision;
  const address = `10.2.${Math.floor(number / 250) % 250}.${
    (number % 250) + 2
  }`;
  const name = `fargate-ip-${address.replaceAll(
    '.',
    '-',
  )}.${region}.compute.internal`;
  return api.create(
    nodes,
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name,
        labels: {
          [COMPUTE_TYPE]: 'fargate',
          [OS]: 'linux',
          'kubernetes.io/arch': 'amd64',
          'kubernetes.io/hostname': name,
          'topology.kubernetes.io/region': region,
        },
      },
      status: {
        addresses: [{ type: 'InternalIP', address }],
        conditions: [{ type: 'Ready', status: 'True' }],
        nodeInfo: {
          kubeletVersion: `v${version}.3-eks-473151a`,
          osImage: 'Amazon Linux 2023',
          operatingSystem: 'linux',
          architecture: 'amd64',
        },
      },
    },
    { writer: { manager: 'eks', operation: 'Update' } },
  );
}
