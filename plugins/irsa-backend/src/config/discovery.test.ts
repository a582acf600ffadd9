import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { discoveredName, isClusterName } from './discoveredClusters';
import { readIrsaConfig } from './readIrsaConfig';

const aws = { accountDefaults: { roleName: 'backstage' } };
const organization = { accountId: '111122223333' };
const read = (discovery: JsonObject, more: JsonObject = { aws }) =>
  readIrsaConfig(
    new ConfigReader({ irsa: { development: true, discovery }, ...more }),
  );

describe('irsa.discovery', () => {
  it('discovers nothing by default', () => {
    const { discovery } = readIrsaConfig(new ConfigReader({}));
    expect(discovery).toEqual({ frequencyMs: 600_000, regions: [] });
  });

  it('reads an organization with its include and exclude rules', () => {
    const { discovery } = read({
      frequency: { minutes: 5 },
      regions: ['eu-west-1', 'eusc-de-east-1'],
      organization: {
        ...organization,
        include: { organizationalUnits: ['ou-ab12-11111111'] },
        exclude: {
          accounts: ['444455556666'],
          names: ['sandbox-*'],
          tags: [{ key: 'environment', values: ['test*'] }, { key: 'old' }],
        },
      },
      catalog: { sources: ['url:https://git.example/*'] },
      tokenRequestAccess: { roleName: 'requester', externalId: 'secret' },
    });
    expect(discovery).toEqual({
      frequencyMs: 300_000,
      regions: ['eu-west-1', 'eusc-de-east-1'],
      organization: {
        ...organization,
        include: {
          ...{ accounts: [], names: [], tags: [] },
          organizationalUnits: ['ou-ab12-11111111'],
        },
        exclude: {
          accounts: ['444455556666'],
          names: ['sandbox-*'],
          organizationalUnits: [],
          tags: [
            { key: 'environment', values: ['test*'] },
            { key: 'old', values: [] },
          ],
        },
      },
      catalogSources: ['url:https://git.example/*'],
      tokenRequestRole: { name: 'requester', externalId: 'secret' },
    });
  });

  it.each<[string, JsonObject]>([
    ['discovery.regions[0]', { regions: ['Ireland'] }],
    ['discovery.regions is missing', { organization }],
    ['organization.accountId', { organization: { accountId: '1' } }],
    [
      'organization.exclude.organizationalUnits[0]',
      {
        organization: {
          ...organization,
          exclude: { organizationalUnits: ['workloads'] },
        },
      },
    ],
    [
      'organization.include.accounts[0]',
      { organization: { ...organization, include: { accounts: ['1'] } } },
    ],
    ['catalog.sources is empty', { catalog: { sources: [] } }],
    [
      'tokenRequestAccess.roleName',
      { tokenRequestAccess: { roleName: 'a/b' } },
    ],
    ['discovery.frequency', { frequency: { milliseconds: 1 } }],
  ])('names the invalid key: %s', (message, discovery) => {
    expect(() => read(discovery)).toThrow(message);
  });

  it('rejects an organization without a role to assume', () => {
    const discovery = { organization, regions: ['eu-west-1'] };
    expect(() => read(discovery, {})).toThrow(
      'needs aws.accountDefaults.roleName',
    );
  });
});

describe('irsa.discovery.kubernetes', () => {
  const url = 'https://4F1A.gr7.eu-west-1.eks.amazonaws.com';
  const entry = (change: JsonObject = {}) => ({
    ...{ name: 'apps', url, authProvider: 'aws' },
    authMetadata: {
      'kubernetes.io/aws-assume-role':
        'arn:aws:iam::111122223333:role/kubernetes',
    },
    ...change,
  });
  const clustersOf = (entries: JsonObject[], irsa: JsonObject = {}) =>
    readIrsaConfig(
      new ConfigReader({
        irsa: { development: true, discovery: { kubernetes: true }, ...irsa },
        kubernetes: {
          clusterLocatorMethods: [{ type: 'config', clusters: entries }],
        },
      }),
    ).clusters;

  it('reads clusters whose account and region are known', () => {
    expect(
      clustersOf([
        entry(),
        entry({ name: 'gke', authProvider: 'google' }),
        entry({ name: 'no-account', authMetadata: {} }),
        entry({ name: 'elsewhere', url: 'https://10.0.0.1' }),
      ]),
    ).toEqual([
      {
        ...{ name: 'apps', eksName: 'apps', region: 'eu-west-1' },
        accountId: '111122223333',
        access: { type: 'eks', url },
      },
    ]);
  });

  it('ignores a cluster that is configured under another name', () => {
    const configured = {
      ...{ name: 'ours', eksName: 'apps', region: 'eu-west-1' },
      accountId: '111122223333',
      access: { type: 'eks' },
    };
    expect(
      clustersOf([entry()], { clusters: [configured] }).map(({ name }) => name),
    ).toEqual(['ours']);
  });
});

describe('the generated name of a discovered cluster', () => {
  const place = { region: 'ap-southeast-1', accountId: '111122223333' };
  const nameOf = (eksName: string) => discoveredName({ ...place, eksName });

  it('is readable', () => {
    expect(nameOf('apps-1')).toBe('apps-1.ap-southeast-1.111122223333');
  });

  it.each(['Apps_1', 'apps_1', 'A'.repeat(100), `${'a'.repeat(99)}b`])(
    'is valid and unique for %s',
    eksName => {
      const name = nameOf(eksName);
      expect(isClusterName(name)).toBe(true);
      for (const other of ['apps-1', 'APPS_1', 'a'.repeat(100)]) {
        expect(name).not.toBe(nameOf(other));
      }
    },
  );
});
