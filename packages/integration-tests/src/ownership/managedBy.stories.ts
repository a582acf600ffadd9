import { SERVICE_ACCOUNT_ANNOTATION } from '@backstage-irsa/core/model';
import { coreOf } from '../__testUtils__/coreOf';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf, specOf } from '../__testUtils__/core';

const STACK = { key: 'aws:cloudformation:stack-name', value: 'orders-stack' };
const TERRAFORM = { key: 'managed-by', value: 'terraform' };

describe('resources that other tools created', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost({
      entities: () => [
        componentOf('stacked', 'group:default/team', {
          [SERVICE_ACCOUNT_ANNOTATION]: 'prod-eu/production/stacked',
        }),
      ],
    });
  });
  afterAll(() => host?.stop());

  const account = () => host.sandbox.world.accounts.get('111122223333')!;
  const roleOf = (arn: string) =>
    [...account().roles.values()].find(role => role.arn === arn)!;
  const core = () => coreOf(host.kubeconfig);
  const writesSince = (place: number) =>
    host.sandbox.world.calls
      .since(place)
      .filter(({ write, status }) => write && status < 300)
      .map(({ operation }) => operation);
  const rulesOf = async (spec: object) => {
    const { body } = await host.post('/plans', { spec });
    return body.violations.map(({ rule }: { rule: string }) => rule);
  };

  it('are shown with tool, name, and format, and neither changed nor adopted', async () => {
    const [model] = account().roles.values();
    const role = {
      ...model,
      name: 'stacked',
      path: '/',
      arn: 'arn:aws:iam::111122223333:role/stacked',
      tags: [STACK],
      attachedPolicyArns: [],
    };
    account().roles.set('stacked', role);
    await core().createNamespacedServiceAccount({
      namespace: 'production',
      body: {
        metadata: {
          name: 'stacked',
          annotations: { 'eks.amazonaws.com/role-arn': role.arn },
        },
      },
    });
    const { body } = await host.post(
      '/entities/component/default/stacked/verifications',
      {},
    );
    expect(body.items[0].managedBy).toEqual({
      tool: 'CloudFormation',
      name: 'orders-stack',
      evidence: 'aws:cloudformation:stack-name: orders-stack',
      format: 'cloudformation',
    });
    const place = host.sandbox.world.calls.count;
    const spec = specOf({
      entityRef: 'component:default/stacked',
      owner: undefined,
      name: 'stacked',
      roleName: 'stacked',
    });
    expect(await rulesOf(spec)).toContain('managed-by-other-tool');
    expect(await rulesOf({ ...spec, adopt: true })).toContain(
      'managed-by-other-tool',
    );
    expect((await host.put(spec)).status).toBe(400);
    expect((await host.put({ ...spec, adopt: true })).status).toBe(400);
    expect(writesSince(place)).toEqual([]);
  });

  it('are left to a tool that came later: drift is shown but not reconciled, and a deletion keeps them', async () => {
    const spec = specOf({ name: 'overtaken' });
    const { body } = await host.put(spec);
    const { id, roleArn } = body.serviceAccount;
    expect(body.serviceAccount.managedBy).toBeUndefined();
    const role = roleOf(roleArn);
    role.tags.push(TERRAFORM);
    const same = await host.put(spec);
    expect(same.status).toBe(200);
    expect(same.body.serviceAccount.managedBy).toEqual({
      tool: 'Terraform',
      evidence: 'managed-by: terraform',
      format: 'terraform',
    });

    role.attachedPolicyArns = [];
    await host.post(`/service-accounts/${id}/verifications`, { live: false });
    const read = await host.get(`/service-accounts/${id}`);
    expect(read.body.drift).toMatchObject([
      { target: { kind: 'role-policy-attachment' } },
    ]);
    const place = host.sandbox.world.calls.count;
    expect(await rulesOf(spec)).toEqual(['managed-by-other-tool']);
    expect((await host.put(spec)).status).toBe(400);
    expect(writesSince(place)).toEqual([]);

    const deleted = await host.delete(`/service-accounts/${id}`);
    expect(deleted.status).toBe(200);
    expect(roleOf(roleArn)).toBe(role);
    const kept = deleted.body.steps.find(
      ({ target }: { target: { kind: string } }) => target.kind === 'role',
    );
    expect(kept.action).toBe('none');
    expect(kept.message).toContain('managed by Terraform');
  });
});
