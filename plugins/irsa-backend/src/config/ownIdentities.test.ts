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

/** A token as Kubernetes writes it, but for its signature. */
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
/** The namespaces that nobody may use, of each cluster. */
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

  it('is the configured one, of its cluster alone', () => {
    expect(
      refused(cluster('a', { backstageNamespace: 'backstage' }), cluster('b')),
    ).toEqual([['backstage'], []]);
  });

  it('is that of each ServiceAccount whose token is used there', () => {
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
  ])('is that of the pod by %s, in every cluster', name => {
    writeFileSync(file, `${tokenOf('system:serviceaccount:backstage:irsa')}\n`);
    process.env[name] = file;
    expect(refused(cluster('a'), cluster('b'))).toEqual([
      ['backstage'],
      ['backstage'],
    ]);
  });

  it.each([
    ['no file', undefined],
    ['no token', 'words'],
    ['the token of somebody else', tokenOf('repo:acme/orders')],
  ])('is not known by %s', (_, text) => {
    if (text === undefined) rmSync(file, { force: true });
    else writeFileSync(file, text);
    process.env.AWS_WEB_IDENTITY_TOKEN_FILE = file;
    expect(refused(cluster('a'))).toEqual([[]]);
  });

  it('is refused when it is no name of a namespace', () => {
    expect(() =>
      read(cluster('a', { backstageNamespace: 'back/stage' })),
    ).toThrow('irsa.clusters[0].backstageNamespace');
  });

  it('comes with the role of the pod', () => {
    process.env.AWS_ROLE_ARN = 'arn:aws:iam::123123123123:role/platform/irsa';
    expect(read().ownRoles).toEqual(['irsa']);
  });
});
