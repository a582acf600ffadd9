import { oidcProviderArn } from '@backstage-irsa/core/arn';
import {
  SERVICE_ACCOUNT_ANNOTATION,
  type CheckResult,
} from '@backstage-irsa/core/model';
import { namespaceRule } from '../__testUtils__/namespaceRule';
import { coreOf } from '../__testUtils__/coreOf';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf, specOf } from '../__testUtils__/core';

const A = '111122223333';
const B = '444455556666';
const UNKNOWN = '999999999999';
const BOUNDARY = `arn:aws:iam::${B}:policy/platform/service-boundary`;
const READER = {
  accessKeyId: 'AKIABACKSTAGE0000001',
  secretAccessKey: 'backstage-secret-of-this-test',
};

describe('a role in another account than the cluster', () => {
  let host: TestHost;
  const account = (id: string) => host.sandbox.world.accounts.get(id)!;
  const providerIn = (id: string) =>
    oidcProviderArn(
      'aws',
      id,
      host.sandbox.world.clusters.get('prod-eu')!.issuer,
    );
  const core = () => coreOf(host.kubeconfig);
  const namesIn = (id: string) => ({
    roles: [...account(id).roles.keys()].sort(),
    policies: [...account(id).policies.keys()].sort(),
    providers: [...account(id).oidcProviders.keys()].sort(),
  });
  const checkOf = (checks: CheckResult[], id: string) =>
    checks.find(check => check.id === id);
  const verify = async (id: string, live = true) =>
    (await host.post(`/service-accounts/${id}/verifications`, { live })).body;
  const inB = (name: string, change = {}) =>
    specOf({ name, accountId: B, ...change });

  beforeAll(async () => {
    host = await startTestHost({
      entities: () => [
        componentOf('foreign', 'group:default/team', {
          [SERVICE_ACCOUNT_ANNOTATION]: [
            'prod-eu/production/by-hand',
            'prod-eu/production/outside',
          ].join(','),
        }),
      ],
      // The backend has no IAM access in the cluster's account.
      aws: sandbox => ({
        accounts: [
          { accountId: A, ...READER },
          { accountId: B, ...sandbox.administrators.get(B) },
        ],
      }),
      irsa: (sandbox, kubeconfig) => {
        sandbox.world.accounts.get(A)!.users.set('reader', {
          arn: `arn:aws:iam::${A}:user/reader`,
          id: 'AIDABACKSTAGE0000001',
          name: 'reader',
          path: '/',
          createdAt: new Date(),
          accessKeys: [
            { id: READER.accessKeyId, secret: READER.secretAccessKey },
          ],
          attachedPolicyArns: [],
          inlinePolicies: new Map([
            [
              'eks',
              {
                Version: '2012-10-17',
                Statement: [
                  {
                    ...{ Effect: 'Allow', Resource: '*' },
                    Action: ['eks:*', 's3:Get*'],
                  },
                ],
              },
            ],
          ]),
        });
        const cluster = (name: string, accountId: string) => ({
          name,
          accountId,
          region: 'eu-west-1',
          access: { type: 'kubeconfig', file: kubeconfig, context: name },
          tokenRequestAccess: {
            type: 'kubeconfig',
            file: kubeconfig,
            context: name,
          },
        });
        return {
          clusters: [cluster('prod-eu', A), cluster('staging-eu', B)],
          namespaceRules: [
            namespaceRule(['group:default/team'], { accounts: [A, B] }),
          ],
          guardrails: { permissionsBoundaries: { [B]: BOUNDARY } },
        };
      },
    });
  });
  afterAll(() => host?.stop());

  it('is created with permissions only in its own account, with a provider for the same issuer', async () => {
    const before = namesIn(A);
    expect(namesIn(B).providers).not.toContain(providerIn(B));
    const place = host.sandbox.world.calls.count;
    const { status, body } = await host.put(inB('uploads'));
    expect(body.error).toBeUndefined();
    expect(status).toBe(200);
    const { roleArn } = body.serviceAccount;
    expect(roleArn).toMatch(new RegExp(`^arn:aws:iam::${B}:role/irsa/`));
    expect(body.verification).toMatchObject({
      status: 'verified',
      liveProof: { result: 'proved' },
    });
    const role = account(B).roles.get(roleArn.split('/').pop())!;
    expect(role.permissionsBoundaryArn).toBe(BOUNDARY);
    expect(role.trustPolicy).toContain(`"${providerIn(B)}"`);
    expect(namesIn(B).providers).toContain(providerIn(B));
    expect(namesIn(A)).toEqual(before);
    const writes = host.sandbox.world.calls
      .since(place)
      .filter(({ write, service }) => write && service === 'iam');
    expect([...new Set(writes.map(({ target }) => target))]).toEqual([B]);
    const again = await host.put(inB('uploads'));
    expect(
      again.body.steps.filter(
        ({ action }: { action: string }) => action !== 'none',
      ),
    ).toEqual([]);
  });

  it('is broken without the provider in its account, names the account, and recovers', async () => {
    const { body } = await host.put(inB('resolved'));
    const { id } = body.serviceAccount;
    account(B).oidcProviders.delete(providerIn(B));
    const { status, checks } = await verify(id);
    expect(status).toBe('broken');
    expect(checkOf(checks, 'oidc-provider-exists')).toMatchObject({
      result: 'fail',
      message: expect.stringContaining(`Account ${B} has no OIDC provider`),
      remediation: expect.stringContaining(`in account ${B}`),
    });
    expect(account(A).oidcProviders.has(providerIn(A))).toBe(true);
    expect((await host.put(inB('resolved'))).body.verification.status).toBe(
      'verified',
    );
  });

  it('is read with the permissions, last use, and drift of its own account', async () => {
    const { body } = await host.put(inB('read'));
    const { id, roleArn } = body.serviceAccount;
    const path = `/service-accounts/${id}`;
    const simulated = await host.post(`${path}/simulations`, {
      requests: [
        {
          action: 's3:PutObject',
          resource: 'arn:aws:s3:::my-app-uploads/file',
        },
      ],
    });
    expect(simulated.body.results[0].decision).toBe('Allowed');
    const used = await host.post(`${path}/last-accessed`, {});
    expect(used.status).toBe(200);
    account(B).roles.get(roleArn.split('/').pop())!.attachedPolicyArns = [];
    await verify(id);
    const drifted = await host.get(path);
    expect(drifted.body.drift).toMatchObject([
      { action: 'create', target: { kind: 'role-policy-attachment' } },
    ]);
  });

  it('can access a public bucket of the other account, unless S3 Block Public Access is on', async () => {
    const names = ['open-files', 'closed-files'];
    for (const name of names) {
      host.sandbox.world.buckets.set(name, {
        ...{ name, accountId: A, region: 'eu-west-1', createdAt: new Date() },
        objects: new Map(),
        policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              ...{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject' },
              Resource: `arn:aws:s3:::${name}/*`,
            },
          ],
        }),
        publicAccessBlock: { RestrictPublicBuckets: name === 'closed-files' },
      });
    }
    const grants = names.map(resource => ({
      ...{ service: 's3', access: 'read', resource },
    }));
    const { body } = await host.put(inB('reads', { grants }));
    const simulated = await host.post(
      `/service-accounts/${body.serviceAccount.id}/simulations`,
      {
        requests: names.map(name => ({
          ...{ action: 's3:GetObject', resource: `arn:aws:s3:::${name}/a` },
        })),
      },
    );
    const { results } = simulated.body;
    expect(
      results.map(({ decision }: { decision: string }) => decision),
    ).toEqual(['Allowed', 'ImplicitlyDenied']);
    expect(JSON.stringify(results[1].layers)).toContain(
      'S3 Block Public Access blocks other accounts',
    );
  });

  it("is deleted with all objects created in its account, but no account's provider", async () => {
    const before = [namesIn(A), namesIn(B)];
    const { body } = await host.put(inB('leaving'));
    const { status } = await host.delete(
      `/service-accounts/${body.serviceAccount.id}`,
    );
    expect(status).toBe(200);
    expect([namesIn(A), namesIn(B)]).toEqual(before);
    expect(before[1].providers).toContain(providerIn(B));
    await expect(
      core().readNamespacedServiceAccount({
        namespace: 'production',
        name: 'leaving',
      }),
    ).rejects.toMatchObject({ code: 404 });
  });

  it('is shared by ServiceAccounts of two clusters', async () => {
    const shared = { name: 'both', roleName: 'both' };
    const one = await host.put(specOf({ ...shared, accountId: B }));
    const two = await host.put(specOf({ ...shared, cluster: 'staging-eu' }));
    for (const { body } of [one, two]) {
      expect(body.verification).toMatchObject({
        status: 'verified',
        liveProof: { result: 'proved' },
      });
    }
    expect(two.body.serviceAccount.roleArn).toBe(
      one.body.serviceAccount.roleArn,
    );
    await host.delete(`/service-accounts/${two.body.serviceAccount.id}`);
    const { status, liveProof } = await verify(one.body.serviceAccount.id);
    expect([status, liveProof.result]).toEqual(['verified', 'proved']);
    await host.delete(`/service-accounts/${one.body.serviceAccount.id}`);
    expect(account(B).roles.has('both')).toBe(false);
    expect(account(B).oidcProviders.has(providerIn(B))).toBe(true);
  });

  it('is verified if somebody else annotated it, and read only in configured accounts', async () => {
    const { body } = await host.put(inB('pattern'));
    const { roleArn } = body.serviceAccount;
    const role = account(B).roles.get(roleArn.split('/').pop())!;
    const name = 'by-hand';
    account(B).roles.set(name, {
      ...role,
      name,
      arn: `arn:aws:iam::${B}:role/${name}`,
      path: '/',
      trustPolicy: role.trustPolicy.replaceAll(':pattern"', `:${name}"`),
    });
    const annotate = (to: string, arn: string) =>
      core().createNamespacedServiceAccount({
        namespace: 'production',
        body: {
          metadata: {
            name: to,
            annotations: { 'eks.amazonaws.com/role-arn': arn },
          },
        },
      });
    await annotate(name, `arn:aws:iam::${B}:role/${name}`);
    await annotate('outside', `arn:aws:iam::${UNKNOWN}:role/outside`);
    const { body: list } = await host.post(
      '/entities/component/default/foreign/verifications',
      {},
    );
    const [byHand, outside] = list.items;
    const good = await verify(byHand.id);
    expect([good.status, good.liveProof.result]).toEqual([
      'verified',
      'proved',
    ]);
    const place = host.sandbox.world.calls.count;
    const unread = await verify(outside.id, false);
    expect(unread.status).toBe('unknown');
    expect(checkOf(unread.checks, 'oidc-provider-exists')).toMatchObject({
      result: 'unknown',
      message: expect.stringContaining(
        `not configured for account ${UNKNOWN}. Ask an administrator to add it to aws.accounts`,
      ),
    });
    expect(
      host.sandbox.world.calls
        .since(place)
        .filter(({ service }) => service === 'sts'),
    ).toEqual([]);
  });
});
