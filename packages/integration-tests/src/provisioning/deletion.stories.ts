import { setTimeout as sleep } from 'node:timers/promises';
import {
  hashPartsHex,
  type Operation,
  type OperationStep,
} from '@backstage-irsa/core/model';
import { coreOf } from '../__testUtils__/coreOf';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf, specOf } from '../__testUtils__/core';

const PROD = '111122223333';

describe('deleting a service account', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost({
      entities: () => [
        componentOf('claims', 'group:default/team', {
          'backstage-irsa.dev/service-account': 'prod-eu/payments/ledger',
        }),
      ],
    });
  });
  afterAll(() => host?.stop());

  const account = () => host.sandbox.world.accounts.get(PROD)!;
  const core = () => coreOf(host.kubeconfig);
  const writesSince = (place: number) =>
    host.sandbox.world.calls
      .since(place)
      .filter(({ write, status }) => write && status < 300)
      .map(({ operation }) => operation);
  const make = async (name: string, change = {}) => {
    const { body, status } = await host.put(specOf({ name, ...change }));
    expect(status).toBe(200);
    const { id, roleArn } = body.serviceAccount;
    const role = [...account().roles.values()].find(r => r.arn === roleArn)!;
    return { id: String(id), role, path: `/service-accounts/${id}` };
  };
  const summaries = (steps: OperationStep[]) =>
    steps.map(({ action, target }) => `${action} ${target.kind}`);
  const namesOfWorld = () => ({
    roles: [...account().roles.keys()].sort(),
    policies: [...account().policies.keys()].sort(),
    providers: account().oidcProviders.size,
  });

  it('removes access first, deletes everything of Backstage, and keeps everything of others', async () => {
    await make('first');
    const before = namesOfWorld();
    const { path } = await make('leaving');
    await host.put(
      specOf({
        name: 'leaving',
        grants: [{ service: 's3', access: 'read', resource: 'other' }],
      }),
    );
    const place = host.sandbox.world.calls.count;
    const { status, body } = await host.delete(path);
    expect(status).toBe(200);
    expect(summaries(body.steps)).toEqual([
      'delete service-account',
      'delete role-policy-attachment',
      'delete role',
      'delete policy',
      'delete policy',
    ]);
    expect(writesSince(place)).toEqual([
      'delete serviceaccounts',
      'DetachRolePolicy',
      'DeleteRole',
      'DeletePolicyVersion',
      'DeletePolicy',
    ]);
    expect(namesOfWorld()).toEqual(before);
    expect((await host.get(path)).status).toBe(404);
    expect((await host.delete(path)).status).toBe(404);
    await core().readNamespace({ name: 'production' });
  });

  it('previews what is deleted and what is kept, and changes nothing', async () => {
    const { path, role } = await make('previewed');
    const [policyArn] = role.attachedPolicyArns;
    const { role: other } = await make('previewed-too');
    other.attachedPolicyArns.push(policyArn);
    const place = host.sandbox.world.calls.count;
    const { status, body } = await host.delete(`${path}?dryRun=true`);
    expect(status).toBe(200);
    expect(summaries(body.steps)).toEqual([
      'delete service-account',
      'delete role-policy-attachment',
      'delete role',
      'none policy',
    ]);
    expect(body.steps[3].summary).toContain(
      `stays: it serves role/${other.name}`,
    );
    const states = body.steps.map((step: OperationStep) => step.status);
    expect(new Set(states)).toEqual(new Set(['pending']));
    expect(writesSince(place)).toEqual([]);
    expect((await host.get(path)).status).toBe(200);
  });

  it('does not restore a service account that is verified meanwhile', async () => {
    const { id, path } = await make('ghost');
    const { disturbances } = host.sandbox.world;
    disturbances.replace([
      {
        ...{ kind: 'delay', service: 'sts', milliseconds: 2_000, count: 1 },
        operation: 'AssumeRoleWithWebIdentity',
      },
    ]);
    // Supertest sends the request only when something awaits it.
    const verifying = host
      .post(`${path}/verifications`, { live: true })
      .then(answer => answer);
    while (disturbances.list().disturbances[0].hits === 0) await sleep(20);
    expect((await host.delete(path)).status).toBe(200);
    const verified = await verifying;
    expect(verified.status).toBe(404);
    expect(verified.body.error.message).toContain('deleted while');
    expect((await host.get(path)).status).toBe(404);
    const { items } = (await host.get('/service-accounts')).body;
    expect(items.map((one: { id: string }) => one.id)).not.toContain(id);
  });

  it('can be followed by creating it again, verified', async () => {
    const { path } = await make('phoenix');
    expect((await host.delete(path)).status).toBe(200);
    const { body } = await host.put(specOf({ name: 'phoenix' }));
    expect(body.verification.status).toBe('verified');
  });

  it('responds immediately on request, and gives identical deletions the same result', async () => {
    const { path } = await make('async');
    const answers = await Promise.all([
      host.delete(path, { Prefer: 'respond-async' }),
      host.delete(path),
      host.delete(path),
    ]);
    const [{ status, body }] = answers;
    expect(status).toBe(202);
    let operation: Operation = body;
    while (operation.status === 'running') {
      await sleep(50);
      operation = (await host.get(`/operations/${body.id}`)).body;
    }
    expect(operation.status).toBe('succeeded');
    const [, ...waited] = answers;
    for (const answer of waited) {
      expect(answer.status).toBe(200);
      expect(summaries(answer.body.steps)).toEqual(summaries(operation.steps));
    }
  });

  it('keeps a role that somebody else uses, without the ServiceAccount', async () => {
    const { path, role } = await make('sharing');
    const own = JSON.parse(role.trustPolicy);
    const theirs = JSON.parse(
      role.trustPolicy
        .replace(/"Sid":"\w+",/, '')
        .replace(':sharing"', ':somebody-else"'),
    ).Statement;
    role.trustPolicy = JSON.stringify({
      ...own,
      Statement: [...own.Statement, ...theirs],
    });
    const { body } = await host.delete(path);
    expect(summaries(body.steps)).toEqual([
      'delete service-account',
      'update role',
      'none policy',
    ]);
    expect(JSON.parse(role.trustPolicy).Statement).toEqual(theirs);
    expect(role.attachedPolicyArns).toHaveLength(1);
  });

  const GONE = { AWS: 'AROAIOSFODNN7EXAMPLE1' };
  const trusting = (role: { trustPolicy: string }, ...principals: object[]) => {
    const trust = JSON.parse(role.trustPolicy);
    const Action = 'sts:AssumeRole';
    for (const Principal of principals) {
      trust.Statement.push({ Effect: 'Allow', Principal, Action });
    }
    role.trustPolicy = JSON.stringify(trust);
  };

  it('deletes a role that otherwise trusts only a deleted role', async () => {
    const { path, role } = await make('outlived');
    trusting(role, GONE);
    expect((await host.delete(path)).status).toBe(200);
    expect(account().roles.has(role.name)).toBe(false);
  });

  it('does not change a role of others if IAM no longer accepts its trust policy', async () => {
    const { id, path, role } = await make('stuck');
    trusting(role, { AWS: PROD }, GONE);
    const before = role.trustPolicy;
    const sentence =
      /Statement 3 of the trust policy of role stuck-\w+ trusts AROAIOSFODNN7EXAMPLE1, which was deleted/;
    const { body: migration } = await host.post(
      `/service-accounts/${id}/migrations`,
      { to: 'pod-identity' },
    );
    expect(migration.error.message).toMatch(sentence);
    expect(migration.error.message).toContain('trust-principal-deleted: ');
    const { status, body } = await host.delete(path);
    expect(status).toBe(200);
    expect(
      body.steps.find(({ target }: OperationStep) => target.kind === 'role')
        .summary,
    ).toMatch(sentence);
    expect(role.trustPolicy).toBe(before);
  });

  it('keeps a role with an attached policy of others, and previews that', async () => {
    const { path, role } = await make('quarantined');
    role.attachedPolicyArns.push('arn:aws:iam::aws:policy/ReadOnlyAccess');
    const { body: preview } = await host.delete(`${path}?dryRun=true`);
    const { status, body } = await host.delete(path);
    expect(status).toBe(200);
    expect(summaries(body.steps)).toEqual(summaries(preview.steps));
    expect(
      preview.steps.map(({ summary }: OperationStep) => summary),
    ).toContainEqual(expect.stringContaining('others attached ReadOnlyAccess'));
    expect(role.attachedPolicyArns).toHaveLength(2);
    expect(role.trustPolicy).not.toContain(':quarantined"');
  });

  it('keeps a policy that is attached elsewhere', async () => {
    const { path, role } = await make('lender');
    const [policyArn] = role.attachedPolicyArns;
    const { role: borrower } = await make('borrower');
    borrower.attachedPolicyArns.push(policyArn);
    const { body } = await host.delete(path);
    expect(body.steps[body.steps.length - 1]).toMatchObject({
      action: 'none',
      summary: expect.stringContaining(
        `stays: it serves role/${borrower.name}`,
      ),
    });
    expect(account().policies.has(policyArn)).toBe(true);
    expect(account().roles.has(role.name)).toBe(false);
  });

  it('keeps a role whose tag somebody removed', async () => {
    const { path, role } = await make('untagged');
    role.tags = [];
    const { status, body } = await host.delete(path);
    expect(status).toBe(200);
    expect(body.steps).toContainEqual(
      expect.objectContaining({
        summary: expect.stringContaining('the role stays'),
      }),
    );
    expect(account().roles.has(role.name)).toBe(true);
    expect(role.trustPolicy).not.toContain(':untagged"');
  });

  it('continues an interrupted deletion', async () => {
    const { path, role } = await make('cut-off');
    await core().deleteNamespacedServiceAccount({
      namespace: 'production',
      name: 'cut-off',
    });
    role.attachedPolicyArns = [];
    const { body } = await host.delete(path);
    expect(summaries(body.steps)).toEqual(['delete role', 'delete policy']);
  });

  it('deletes role and policy of a cluster that was recreated with the same name', async () => {
    const { path, role } = await make('rebuilt');
    const { policies } = namesOfWorld();
    const former = `${'0'.repeat(31)}1`;
    role.trustPolicy = role.trustPolicy.replaceAll(
      /\/id\/[0-9A-F]{32}/g,
      `/id/${former}`,
    );
    const { Statement } = JSON.parse(role.trustPolicy);
    const providerArn = Statement[0].Principal.Federated;
    const hash = hashPartsHex([providerArn, 'sts.amazonaws.com']).slice(0, 16);
    Statement[0].Sid = `BackstageIrsa${hash}`;
    role.trustPolicy = JSON.stringify({ Version: '2012-10-17', Statement });
    expect((await host.delete(path)).status).toBe(200);
    expect(account().roles.has(role.name)).toBe(false);
    expect(namesOfWorld().policies).toHaveLength(policies.length - 1);
  });

  it('refuses resources that Backstage did not create', async () => {
    const { body } = await host.post(
      '/entities/component/default/claims/verifications',
      {},
    );
    const [{ id }] = body.items;
    const place = host.sandbox.world.calls.count;
    expect((await host.delete(`/service-accounts/${id}`)).status).toBe(403);
    expect((await host.delete('/service-accounts/nothing')).status).toBe(404);
    const previews = [id, 'nothing'].map(
      async some =>
        (await host.delete(`/service-accounts/${some}?dryRun=true`)).status,
    );
    expect(await Promise.all(previews)).toEqual([403, 404]);
    expect(writesSince(place)).toEqual([]);
  });

  it('deletes role and policy of a cluster that no longer exists', async () => {
    const { path, role } = await make('left-behind');
    const { policies } = namesOfWorld();
    await host.sandbox.removeCluster('prod-eu');
    const { status, body } = await host.delete(path);
    expect({ status, error: body.error }).toEqual({ status: 200 });
    expect(account().roles.has(role.name)).toBe(false);
    expect(namesOfWorld().policies).toHaveLength(policies.length - 1);
  });
});
