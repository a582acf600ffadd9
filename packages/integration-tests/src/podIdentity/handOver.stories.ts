import { SETTLING_MS } from '@backstage-irsa/core/status';
import type { Knex } from 'knex';
import {
  MANAGED_BY,
  MANAGED_BY_KEY,
  type HandOverTarget,
  type IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import { specOf } from '../__testUtils__/core';
import { coreOf } from '../__testUtils__/coreOf';
import { problemsOf, readers } from '../__testUtils__/delivery';
import type { TestHost } from '../__testUtils__/host';
import { startFleetHost } from '../__testUtils__/inventory/host';
import { tagWrites } from '../__testUtils__/toolMarks';

const PROD = '111122223333';
const TOOLS = ['terraform', 'cloudformation', 'ack', 'crossplane'] as const;
type Tool = (typeof TOOLS)[number];

describe('hand-over', () => {
  let host: TestHost & { knex: Knex };
  beforeAll(async () => {
    host = await startFleetHost({});
  });
  afterAll(() => host?.stop());

  const account = () => host.sandbox.world.accounts.get(PROD)!;
  const handOver = (id: string, to: HandOverTarget) =>
    host.post(`/service-accounts/${id}/hand-over`, { to });
  /** Starts the handover and backdates it, so that IAM shows all earlier changes. */
  const begin = async (id: string, to: Tool) => {
    const answer = await handOver(id, to);
    const since = new Date(Date.now() - SETTLING_MS).toISOString();
    await host
      .knex('deliveries')
      .where({ service_account_id: id })
      .update({ since });
    return answer;
  };
  const cancel = (id: string) =>
    host.delete(`/service-accounts/${id}/hand-over`);
  const known = async ({ namespace, name }: IamServiceAccountSpec) => {
    const { body } = await host.get(
      `/service-accounts?cluster=prod-eu&namespace=${namespace}`,
    );
    return body.items.find(
      (item: { name: string; namespace: string }) => item.name === name,
    );
  };
  const verify = async (id: string) =>
    (await host.post(`/service-accounts/${id}/verifications`, { live: true }))
      .body;
  const rulesOf = ({ error }: { error: { message: string } }) =>
    [...error.message.matchAll(/\[([\w-]+)\]/g)].map(([, rule]) => rule);
  const writesSince = (place: number) =>
    host.sandbox.world.calls.since(place).filter(({ write }) => write);
  const made = async (spec: IamServiceAccountSpec) => {
    const { status, body } = await host.put(spec);
    expect([status, body.error]).toEqual([200, undefined]);
    return (await known(spec)) as { id: string; roleArn: string };
  };

  it('keeps other ServiceAccounts of the owner away from its role', async () => {
    const roleName = 'leaving';
    const { id } = await made(specOf({ name: 'leaving', roleName }));
    const joining = specOf({ name: 'joining', roleName });
    await begin(id, 'terraform');
    const before = host.sandbox.world.calls.count;
    const { status, body } = await host.put(joining);
    expect([status, rulesOf(body)]).toEqual([400, ['handing-over']]);
    expect(writesSince(before)).toEqual([]);
    await cancel(id);
    expect((await host.put(joining)).status).toBe(200);
    const shared = await handOver(id, 'terraform');
    expect(rulesOf(shared.body)).toEqual(['shared-role']);
  });

  /** The tool can stop after any of its writes. Pods that start then must have working credentials. */
  async function writeEach(id: string, writes: (() => Promise<unknown>)[]) {
    for (const one of writes) {
      await one();
      const { status, liveProof } = await verify(id);
      expect([status, liveProof?.result ?? 'proved']).toEqual([
        'verified',
        'proved',
      ]);
    }
  }

  it('is not undone by a rollback of the operation that created everything', async () => {
    const { id } = await made(specOf({ name: 'interrupted' }));
    const operation = await host
      .knex('operations')
      .where({ service_account_id: id })
      .first('id');
    // As if its process had ended after the last step.
    await host.knex('operations').where(operation).update({ status: 'failed' });
    expect((await begin(id, 'terraform')).status).toBe(200);
    const before = host.sandbox.world.calls.count;
    const { status, body } = await host.post(
      `/operations/${operation.id}/rollbacks`,
      {},
    );
    expect([status, body.error?.message]).toEqual([
      409,
      expect.stringContaining('is being handed over (terraform)'),
    ]);
    expect(writesSince(before)).toEqual([]);
  });

  it.each(
    TOOLS.flatMap(tool =>
      (['irsa', 'pod-identity'] as const).map(
        mechanism => [tool, mechanism] as const,
      ),
    ),
  )(
    'goes to %s and back with %s, and pods never lose access',
    async (tool, mechanism) => {
      const spec = specOf({ name: `${tool}-${mechanism}`, mechanism });
      const { id, roleArn } = await made(spec);
      const roleName = roleArn.split('/').at(-1)!;
      const before = host.sandbox.world.calls.count;

      const previewOf = (to: string) =>
        host.post(`/service-accounts/${id}/hand-over`, { to, preview: true });

      const preview = await previewOf(tool);
      expect((await known(spec)).delivery).toBeUndefined();
      const { status, body } = await begin(id, tool);
      expect(preview.body).toEqual(body);
      expect([status, body.error]).toEqual([200, undefined]);
      expect(problemsOf(tool, body.files)).toEqual([]);
      expect(await known(spec)).toMatchObject({
        delivery: { format: tool, state: 'handing-over' },
      });
      const again = await handOver(id, tool);
      expect(again.body).toEqual(body);
      expect((await previewOf(tool)).body).toEqual(body);
      expect(rulesOf((await host.put(spec)).body)).toEqual(['handing-over']);
      expect((await host.delete(`/service-accounts/${id}`)).status).toBe(409);
      expect(writesSince(before)).toEqual([]);

      const read = readers[tool](body.files);
      expect(read.role.name).toBe(roleName);
      expect(read.role.tags).not.toHaveProperty([MANAGED_BY_KEY]);
      await writeEach(id, tagWrites(host, read));
      expect(await known(spec)).toMatchObject({
        delivery: { format: tool, state: 'delivered' },
        drift: [],
      });
      // The tool manages it now.
      expect((await host.put(spec)).status).toBe(400);

      const back = await handOver(id, 'backstage');
      expect([back.status, back.body.error]).toEqual([200, undefined]);
      expect((await previewOf('backstage')).body).toEqual(back.body);
      expect(problemsOf(tool, back.body.files)).toEqual([]);
      expect(await known(spec)).toMatchObject({
        delivery: { format: tool, state: 'returning' },
      });
      // The tool has not released it yet.
      expect((await host.put(spec)).status).toBe(400);
      const ours = readers[tool](back.body.files);
      expect(ours.role.tags).toMatchObject({ [MANAGED_BY_KEY]: MANAGED_BY });
      account()
        .roles.get(roleName)!
        .tags.push({ key: 'aws:cloudformation:stack-name', value: 'irsa' });
      await writeEach(id, tagWrites(host, ours));
      account().roles.get(roleName)!.tags = account()
        .roles.get(roleName)!
        .tags.filter(
          ({ key }) => tool === 'cloudformation' || !key.startsWith('aws:'),
        );

      const { id: sameRole } = account().roles.get(roleName)!;
      const taken = await host.put(spec);
      expect([taken.status, taken.body.error]).toEqual([200, undefined]);
      expect(taken.body.verification.status).toBe('verified');
      expect((await known(spec)).delivery).toBeUndefined();
      expect(account().roles.get(roleName)!.id).toBe(sameRole);
      // Backstage manages everything again, so the deletion removes it.
      const deleted = await host.delete(`/service-accounts/${id}`);
      expect(deleted.status).toBe(200);
      expect(account().roles.has(roleName)).toBe(false);
    },
  );

  it('can be canceled without a trace', async () => {
    const spec = specOf({ name: 'stays' });
    const { id } = await made(spec);
    expect((await cancel(id)).status).toBe(409);
    await handOver(id, 'terraform');
    const { status, body } = await cancel(id);
    expect([status, body.delivery]).toEqual([200, undefined]);
    const { body: plan } = await host.post('/plans', { spec });
    expect(plan.violations).toEqual([]);
    expect(
      plan.steps.every(({ action }: { action: string }) => action === 'none'),
    ).toBe(true);
  });

  it.each(['role', 'policy', 'association', 'ServiceAccount'])(
    'cannot be canceled once the tool has taken over the %s, and is then completed',
    async object => {
      const name = `taken-${object.toLowerCase()}`;
      const spec = specOf({ name, mechanism: 'pod-identity' });
      const { id } = await made(spec);
      const { body } = await begin(id, 'terraform');
      const writes = tagWrites(host, readers.terraform(body.files));
      const first = ['role', 'policy', 'association'].indexOf(object);
      const unlabel = () =>
        coreOf(host.kubeconfig).patchNamespacedServiceAccount({
          ...{ namespace: spec.namespace, name },
          body: [{ op: 'replace', path: '/metadata/labels', value: {} }],
        });
      await (writes[first] ?? unlabel)();
      const { status, body: refused } = await cancel(id);
      expect([status, refused.error?.message]).toEqual([
        409,
        expect.stringContaining('terraform has taken over'),
      ]);
      for (const write of writes) await write();
      await verify(id);
      expect(await known(spec)).toMatchObject({
        delivery: { format: 'terraform', state: 'delivered' },
      });
    },
  );

  it('is not completed while IAM shows the role without a tag that was just set', async () => {
    const { propagation } = host.sandbox.world;
    const spec = specOf({ name: 'late-tags' });
    const { id, roleArn } = await made(spec);
    const { body } = await handOver(id, 'terraform');
    const role = () => account().roles.get(roleArn.split('/').at(-1)!)!;
    const { tags } = role();
    const read = readers.terraform(body.files);
    const marked = { ...read.role.tags, [MANAGED_BY_KEY]: MANAGED_BY };
    const [tagRole] = tagWrites(host, {
      ...read,
      role: { ...read.role, tags: marked },
    });
    role().tags = tags.filter(({ key }) => key !== MANAGED_BY_KEY);
    propagation.set({ reads: 60_000 });
    try {
      await tagRole();
      await verify(id);
    } finally {
      propagation.set({ reads: 0 });
    }
    expect(await known(spec)).toMatchObject({
      delivery: { state: 'handing-over' },
    });
    expect((await cancel(id)).status).toBe(200);
    const { body: plan } = await host.post('/plans', { spec });
    expect(plan.violations).toEqual([]);
  });

  it('goes to only one tool at a time', async () => {
    const { id } = await made(specOf({ name: 'twice' }));
    await handOver(id, 'terraform');
    expect((await handOver(id, 'ack')).status).toBe(409);
    expect((await handOver(id, 'backstage')).status).toBe(409);
  });

  it('requires that the resources match the spec: drift must be reconciled first', async () => {
    const spec = specOf({ name: 'drifted' });
    const { id, roleArn } = await made(spec);
    account().roles.get(roleArn.split('/').at(-1)!)!.tags.pop();
    expect(rulesOf((await handOver(id, 'terraform')).body)).toEqual([
      'drifted',
    ]);
    expect((await known(spec)).delivery).toBeUndefined();
  });

  it('is refused for a role that others share', async () => {
    const shared = {
      roleName: 'shared-by-two',
      grants: [{ service: 's3', access: 'read', resource: 'orders' }],
    };
    const { id } = await made(specOf({ name: 'one', ...shared }));
    await made(specOf({ name: 'two', ...shared }));
    expect(rulesOf((await handOver(id, 'terraform')).body)).toEqual([
      'shared-role',
    ]);
  });

  it('keeps what others attached to the role', async () => {
    const { id, roleArn } = await made(specOf({ name: 'of-others' }));
    const role = account().roles.get(roleArn.split('/').at(-1)!)!;
    const preview = (to: Tool) =>
      host.post(`/service-accounts/${id}/hand-over`, { to, preview: true });
    const { trustPolicy } = role;
    const document = JSON.parse(trustPolicy);
    const ci = {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${PROD}:root` },
      Action: 'sts:AssumeRole',
    };
    role.trustPolicy = JSON.stringify({
      ...document,
      Statement: [...document.Statement, ci],
    });
    for (const tool of TOOLS) {
      expect(rulesOf((await preview(tool)).body)).toEqual(['others-trust']);
    }
    role.trustPolicy = trustPolicy;

    role.inlinePolicies.set(
      'break-glass',
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }],
      }),
    );
    expect(rulesOf((await preview('ack')).body)).toEqual(['others-policies']);
    role.tags.push({ key: 'CostCenter', value: '12' });
    const { status, body } = await preview('terraform');
    expect(status).toBe(200);
    expect(body.notes.join(' ')).toContain('not in the spec: CostCenter.');
  });

  it('does not return a role that admits somebody else meanwhile, or that has another owner', async () => {
    const spec = specOf({ name: 'opened' });
    const { id, roleArn } = await made(spec);
    const role = account().roles.get(roleArn.split('/').at(-1)!)!;
    const { body } = await begin(id, 'terraform');
    const read = readers.terraform(body.files);
    await writeEach(id, tagWrites(host, read));
    const { trustPolicy } = role;
    const other = {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${PROD}:root` },
      Action: 'sts:AssumeRole',
    };
    const document = JSON.parse(trustPolicy);
    role.trustPolicy = JSON.stringify({
      ...document,
      Statement: [...document.Statement, other],
    });
    const back = await handOver(id, 'backstage');
    const ours = readers.terraform(back.body.files);
    for (const one of tagWrites(host, ours)) await one();
    expect(rulesOf((await host.put(spec)).body)).toEqual([
      'adoption-trust-policy',
    ]);
    role.trustPolicy = trustPolicy;
    const owner = role.tags.find(({ key }) => key.endsWith('/owner'))!;
    const { value } = owner;
    owner.value = 'group:default/others';
    expect(rulesOf((await host.put(spec)).body)).toEqual(['other-owner']);
    owner.value = value;
    expect((await host.put(spec)).status).toBe(200);
  });
});
