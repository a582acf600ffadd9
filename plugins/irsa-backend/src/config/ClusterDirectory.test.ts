import { ConfigReader } from '@backstage/config';
import type { ClusterConfig } from '@backstage-irsa/core/model';
import { ClusterDirectory } from './ClusterDirectory';
import { readIrsaConfig } from './readIrsaConfig';

const configured = {
  name: 'prod-eu',
  eksName: 'prod',
  accountId: '111122223333',
  region: 'eu-west-1',
};

function found(change: Partial<ClusterConfig>): ClusterConfig {
  return {
    name: 'found',
    eksName: 'found',
    accountId: '444455556666',
    region: 'eu-west-1',
    access: { type: 'eks' },
    ...change,
  };
}

const directory = () =>
  new ClusterDirectory({
    config: readIrsaConfig(
      new ConfigReader({
        irsa: {
          development: true,
          clusters: [{ ...configured, access: { type: 'eks' } }],
        },
      }),
    ),
  });

const namesOf = ({ config }: ClusterDirectory) =>
  config.clusters.map(({ name }) => name);

it('contains only the configured clusters and accounts before the discovery', () => {
  const it = directory();
  expect(namesOf(it)).toEqual(['prod-eu']);
  expect(it.config.accounts).toEqual(['111122223333']);
});

it('updates a configuration that was returned before when clusters are added or removed', () => {
  const it = directory();
  const { config } = it;
  it.discover({
    clusters: [
      found({
        tokenRequestAccess: {
          type: 'eks',
          roleArn: 'arn:aws:iam::444455556666:role/token-requester',
        },
      }),
    ],
    accounts: ['444455556666'],
  });
  expect(config.clusters.map(({ name }) => name)).toEqual(['prod-eu', 'found']);
  expect(config.accounts).toEqual(['111122223333', '444455556666']);
  expect(config.ownRoles).toEqual(['token-requester']);

  it.discover({ clusters: [], accounts: [] });
  expect(config.clusters.map(({ name }) => name)).toEqual(['prod-eu']);
  expect(config.accounts).toEqual(['111122223333']);
});

it.each([
  ['name', found({ name: 'prod-eu' })],
  ['account, region, and EKS name', found({ ...configured, name: 'another' })],
])('ignores a cluster with the %s of a configured one', (_, cluster) => {
  const it = directory();
  it.discover({ clusters: [cluster], accounts: [] });
  expect(namesOf(it)).toEqual(['prod-eu']);
});

it('keeps the first of 2 identical clusters, and the same object after the next discovery', () => {
  const it = directory();
  const clusters = [found({}), found({ name: 'of-another-supplier' })];
  it.discover({ clusters, accounts: [] });
  const [, before] = it.config.clusters;
  it.discover({ clusters: structuredClone(clusters), accounts: [] });
  expect(namesOf(it)).toEqual(['prod-eu', 'found']);
  expect(it.config.clusters[1]).toBe(before);
});
