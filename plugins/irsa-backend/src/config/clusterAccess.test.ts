import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readIrsaConfig } from './readIrsaConfig';

const CLUSTER = {
  name: 'prod-eu',
  accountId: '111122223333',
  region: 'eu-west-1',
  access: { type: 'in-cluster' },
};
const REQUESTER =
  'arn:aws:iam::111122223333:role/backstage-irsa-token-requester';
const read = (irsa: JsonObject) =>
  readIrsaConfig(new ConfigReader({ irsa: { development: true, ...irsa } }));

describe('tokenRequestAccess of a cluster', () => {
  it.each([
    { type: 'kubeconfig', file: '/k', context: 'token-requester' },
    { type: 'eks', roleArn: REQUESTER, externalId: 'x' },
    { type: 'eks', roleArn: REQUESTER },
  ])('is a separate identity for token requests: %j', access => {
    const { clusters, ownRoles = [] } = read({
      clusters: [{ ...CLUSTER, tokenRequestAccess: access }],
    });
    expect(clusters[0].tokenRequestAccess).toEqual(access);
    expect(clusters[0].access).toEqual({ type: 'in-cluster' });
    // No service can use that role.
    expect(ownRoles).toEqual(
      access.type === 'eks' ? ['backstage-irsa-token-requester'] : [],
    );
  });

  it.each([
    ['.roleArn is missing', { type: 'eks' }],
    ['.roleArn is "backstage"', { type: 'eks', roleArn: 'backstage' }],
    [
      '.roleArn is "arn:aws:iam::111122223333:user/a"',
      { type: 'eks', roleArn: 'arn:aws:iam::111122223333:user/a' },
    ],
    ['.type is "in-cluster"', { type: 'in-cluster' }],
    ['.type is "none"', { type: 'none' }],
  ])(
    'must be a valid identity that is used only for token requests: %s',
    (message, tokenRequestAccess) => {
      expect(() =>
        read({ clusters: [{ ...CLUSTER, tokenRequestAccess }] }),
      ).toThrow(`irsa.clusters[0].tokenRequestAccess${message}`);
    },
  );
});

describe('proxyUrl of a cluster', () => {
  const withProxy = (proxyUrl: string, access: JsonObject) =>
    read({ clusters: [{ ...CLUSTER, access, proxyUrl }] }).clusters[0];

  it('is used for a cluster with an endpoint', () => {
    const proxyUrl = 'http://user:secret@proxy:3128';
    expect(withProxy(proxyUrl, { type: 'eks' }).proxyUrl).toBe(proxyUrl);
  });

  it.each([
    ['socks5://user:secret@proxy:1080', { type: 'eks' }, 'must be a URL'],
    ['secret', { type: 'eks' }, 'must be a URL'],
    ['http://proxy', { type: 'in-cluster' }, 'no effect'],
    ['http://proxy', { type: 'kubeconfig', file: '/k' }, 'proxy-url'],
  ])('is rejected, and not repeated in the error: %s', (url, access, why) => {
    const reading = () => withProxy(url, access);
    expect(reading).toThrow(`irsa.clusters[0].proxyUrl`);
    expect(reading).toThrow(why);
    expect(reading).not.toThrow('secret');
  });
});
