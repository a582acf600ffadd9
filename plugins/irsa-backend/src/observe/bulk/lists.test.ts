import { ApiException } from '@kubernetes/client-node';
import type { KubernetesClients } from '../kubernetes/KubernetesClients';
import { KubernetesReader } from '../KubernetesReader';
import { readList } from './lists';

const CLUSTER = {
  ...{ name: 'prod-eu', eksName: 'prod-eu', region: 'eu-west-1' },
  ...{ accountId: '111122223333', access: { type: 'eks' as const } },
};

describe('a list of a cluster that is always busy', () => {
  const list = jest.fn(async () => {
    throw new ApiException(503, '', '{}', {});
  });
  const clients = {
    core: async () => ({ listNamespace: list, listNamespacedPod: list }),
  } as unknown as KubernetesClients;
  const reader = new KubernetesReader(clients, CLUSTER);

  beforeEach(() => {
    list.mockClear();
    jest.spyOn(Math, 'random').mockReturnValue(0.0001);
  });
  afterEach(() => jest.restoreAllMocks());

  it.each([
    [
      'objects',
      () =>
        readList('prod-eu', 'list nodes', { list, convert: node => [node] }),
    ],
    ['namespaces', () => reader.namespaces()],
    ['pods', () => reader.podsOfNamespace('production')],
  ])('is retried only page by page, for %s', async (_, read) => {
    expect(await read()).toMatchObject({ state: 'unknown' });
    expect(list).toHaveBeenCalledTimes(19);
  });
});

it('reads the agent pods of every node, page by page', async () => {
  const podOn = (node: string) => ({ metadata: { name: node }, spec: {} });
  const pages = [
    { items: [podOn('a')], metadata: { _continue: 'next' } },
    { items: [podOn('b')] },
  ];
  const listNamespacedPod = jest.fn(async () => pages.shift());
  const reader = new KubernetesReader(
    {
      core: async () => ({ listNamespacedPod }),
    } as unknown as KubernetesClients,
    CLUSTER,
  );
  const agent = { version: '', notReady: 'Pending' };
  expect(await reader.agentPods()).toEqual({
    state: 'found',
    value: [agent, agent],
  });
  expect(listNamespacedPod).toHaveBeenLastCalledWith(
    expect.objectContaining({ namespace: 'kube-system', _continue: 'next' }),
  );
});
