import { ApiException, type V1Pod } from '@kubernetes/client-node';
import type { ListPage } from './lists';
import { podsByNamespace } from './podStream';

const pod = (namespace: string, name: string, change: object = {}): V1Pod => ({
  metadata: { namespace, name, ...change },
  spec: { containers: [], serviceAccountName: 'default' },
});

const expired = () => new ApiException(410, 'Gone', {}, {});

/** A list that returns these pages by continue token. */
function listOf(pages: V1Pod[][], breaksAt?: number): ListPage<V1Pod> {
  let broken = false;
  return async ({ _continue = '0' }) => {
    const index = Number(_continue);
    if (index === breaksAt && !broken) {
      broken = true;
      throw expired();
    }
    return {
      items: pages[index],
      metadata: {
        _continue: index + 1 < pages.length ? String(index + 1) : undefined,
      },
    };
  };
}

async function namesOf(list: ListPage<V1Pod>) {
  const names: [string, string[]][] = [];
  for await (const { namespace, pods } of podsByNamespace(list)) {
    names.push([namespace, pods.map(placed => placed.pod.name)]);
  }
  return names;
}

const PAGES = [
  [pod('a', '1'), pod('a', '2'), pod('b', '1')],
  [pod('b', '2'), pod('c', '1')],
];

describe('the pods of a cluster', () => {
  const all = [
    ['a', ['1', '2']],
    ['b', ['1', '2']],
    ['c', ['1']],
  ];

  it('are returned one namespace at a time, across pages', async () => {
    expect(await namesOf(listOf(PAGES))).toEqual(all);
  });

  it('are returned once each when the list is started again', async () => {
    expect(await namesOf(listOf(PAGES, 1))).toEqual(all);
  });

  it('are empty for an empty list', async () => {
    expect(await namesOf(listOf([[]]))).toEqual([]);
  });

  it('cause an error when the list expires repeatedly', async () => {
    const list: ListPage<V1Pod> = async () => {
      throw expired();
    };
    await expect(namesOf(list)).rejects.toMatchObject({ code: 410 });
  });

  it.each([
    [[{ kind: 'Job', name: 'report-29381230' }], 'cronjob/report'],
    [[{ kind: 'Job', name: 'migrate' }], 'job/migrate'],
    [[], 'pod/p'],
  ])('with owners %j belong to workload %s', async (owners, workload) => {
    const ownerReferences = owners.map(owner => ({
      ...owner,
      apiVersion: 'batch/v1',
      uid: '1',
      controller: true,
    }));
    const list = listOf([[pod('a', 'p', { ownerReferences })]]);
    const workloads: string[] = [];
    for await (const { pods } of podsByNamespace(list)) {
      workloads.push(...pods.map(placed => placed.workload));
    }
    expect(workloads).toEqual([workload]);
  });
});
