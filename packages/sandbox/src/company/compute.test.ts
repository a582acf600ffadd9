import { KubeApi } from '../kubernetes/api';
import { nodes } from '../kubernetes/resources/nodes';
import { pods } from '../kubernetes/resources/pods';
import type { Cluster } from '../state/cluster';
import type { World } from '../state/world';
import { makeCompany } from '.';
import { addWindowsNodes, enableAutoMode, runOnFargate } from './compute';

describe('compute other than Linux nodes', () => {
  let world: World;
  let cluster: Cluster;

  beforeEach(async () => {
    world = await makeCompany();
    const found = world.clusters.get('prod-eu');
    if (!found) throw new Error('there is no prod-eu');
    cluster = found;
  });

  const api = () => new KubeApi(cluster, () => world.now());

  /** Creates a pod and returns it with the labels of its node. */
  const place = (
    namespace: string,
    options: { labels?: object; nodeSelector?: object } = {},
  ) => {
    const name = `pod-${api().store.revision}`;
    api().create(
      pods,
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, namespace, labels: { ...options.labels } },
        spec: {
          containers: [{ name: 'app', image: 'app' }],
          nodeSelector: { ...options.nodeSelector },
        },
      },
      { writer: { manager: 'kubectl', operation: 'Update' } },
    );
    const pod = api().read(pods, namespace, name);
    const node = api()
      .store.list(nodes)
      .find(({ metadata }) => metadata.name === pod.spec.nodeName);
    return { pod, node, labels: node?.metadata.labels ?? {} };
  };

  const daemonPods = () =>
    api()
      .store.list(pods, 'kube-system')
      .filter(({ metadata }) => metadata.name.startsWith('aws-node-')).length;

  it('runs the pods that a Fargate profile selects on separate nodes, which are deleted with the pods', () => {
    runOnFargate(world, 'prod-eu', {
      namespace: 'shop',
      labels: { size: 'small' },
    });
    const before = daemonPods();
    const { pod, node, labels } = place('shop', { labels: { size: 'small' } });
    expect(labels['eks.amazonaws.com/compute-type']).toBe('fargate');
    expect(pod.metadata.labels).toEqual({
      size: 'small',
      'eks.amazonaws.com/fargate-profile': 'shop',
    });
    expect(daemonPods()).toBe(before);
    for (const other of [
      place('shop'),
      place('data', { labels: { size: 'small' } }),
    ]) {
      expect(other.labels['eks.amazonaws.com/compute-type']).toBeUndefined();
    }
    api().delete(pods, 'shop', pod.metadata.name);
    expect(api().store.list(nodes)).not.toContainEqual(
      expect.objectContaining({ metadata: node?.metadata }),
    );
  });

  it('runs only pods that select Windows on Windows nodes', () => {
    addWindowsNodes(world, 'prod-eu');
    const select = { nodeSelector: { 'kubernetes.io/os': 'windows' } };
    expect(place('shop', select).labels).toMatchObject({
      'kubernetes.io/os': 'windows',
      'eks.amazonaws.com/nodegroup': 'windows',
    });
    const systems = Array.from(
      { length: 8 },
      () => place('shop').labels['kubernetes.io/os'],
    );
    expect(new Set(systems)).toEqual(new Set(['linux']));
  });

  it('leaves a pod pending that fits no node', () => {
    const { pod, node } = place('shop', { nodeSelector: { gpu: 'yes' } });
    expect([node, pod.status?.phase]).toEqual([undefined, 'Pending']);
  });

  it('has no agent add-on in Auto Mode', () => {
    enableAutoMode(world, 'prod-eu');
    expect(cluster.addons.has('eks-pod-identity-agent')).toBe(false);
    expect(cluster.autoMode?.nodeRoleArn).toBe(
      cluster.nodeGroups[0].nodeRoleArn,
    );
  });
});
