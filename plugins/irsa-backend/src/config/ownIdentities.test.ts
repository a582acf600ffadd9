import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { rulesOfNamespace } from '@backstage-irsa/core/ownership';
import { readIrsaConfig } from './readIrsaConfig';

const RULE = {
  owners: ['group:default/a'],
  clusters: ['*'],
  namespaces: ['*'],
};

/** A Kubernetes token without a valid signature. */
function tokenOf(sub: string): string {
  const part = (value: object) =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part({ sub })}.signature`;
}
const cluster = (name: string, rest: JsonObject = {}) => ({
  name,
  accountId: '123123123123',
  region: 'eu-west-1',
  access: { type: 'eks' },
  ...rest,
});
const read = (...clusters: JsonObject[]) =>
  readIrsaConfig(
    new ConfigReader({ irsa: { clusters, namespaceRules: [RULE] } }),
  );
/** The namespaces of each cluster that no owner can use. */
const refused = (...clusters: JsonObject[]) => {
  const config = read(...clusters);
  return config.clusters.map(each =>
    ['backstage', 'token-requester', 'payments'].filter(
      namespace =>
        rulesOfNamespace(config.namespaceRules, RULE.owners, each, namespace)
          .length === 0,
    ),
  );
};

describe("Backstage's own namespace", () => {
  const directory = mkdtempSync(join(tmpdir(), 'own-identities-'));
  const before = { ...process.env };
  const file = join(directory, 'token');

  beforeEach(() => {
    delete process.env.AWS_WEB_IDENTITY_TOKEN_FILE;
    delete process.env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
    delete process.env.AWS_ROLE_ARN;
  });
  afterAll(() => {
    process.env = before;
    rmSync(directory, { recursive: true });
  });

  it('is the configured namespace, only in its cluster', () => {
    expect(
      refused(cluster('a', { backstageNamespace: 'backstage' }), cluster('b')),
    ).toEqual([['backstage'], []]);
  });

  it('is the namespace of each ServiceAccount whose token is used in the cluster', () => {
    const access = {
      type: 'service-account-token',
      url: 'https://a',
      token: tokenOf('system:serviceaccount:token-requester:irsa'),
    };
    expect(refused(cluster('a', { access }), cluster('b'))).toEqual([
      ['token-requester'],
      [],
    ]);
  });

  it.each([
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  ])('is the pod namespace from %s, in every cluster', name => {
    writeFileSync(file, `${tokenOf('system:serviceaccount:backstage:irsa')}\n`);
    process.env[name] = file;
    expect(refused(cluster('a'), cluster('b'))).toEqual([
      ['backstage'],
      ['backstage'],
    ]);
  });

  it.each([
    ['a token file that does not exist', undefined],
    ['a file that contains no token', 'words'],
    ['a token that is not from a ServiceAccount', tokenOf('repo:acme/orders')],
  ])('is unknown with %s', (_, text) => {
    if (text === undefined) rmSync(file, { force: true });
    else writeFileSync(file, text);
    process.env.AWS_WEB_IDENTITY_TOKEN_FILE = file;
    expect(refused(cluster('a'))).toEqual([[]]);
  });

  it('is rejected when it is not a valid namespace name', () => {
    expect(() =>
      read(cluster('a', { backstageNamespace: 'back/stage' })),
    ).toThrow('irsa.clusters[0].backstageNamespace');
  });

  it('is protected together with the IAM role of the pod', () => {
    process.env.AWS_ROLE_ARN = 'arn:aws:iam::123123123123:role/platform/irsa';
    expect(read().ownRoles).toEqual(['irsa']);
  });
});
