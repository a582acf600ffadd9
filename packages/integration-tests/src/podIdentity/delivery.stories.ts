import { buildTrustPolicy } from '@backstage-irsa/core/trust';
import {
  EKS_ANNOTATIONS,
  type CheckResult,
  type IamServiceAccountSpec,
  type PlanStep,
  type RenderFormat,
} from '@backstage-irsa/core/model';
import { namespaceRule } from '../__testUtils__/namespaceRule';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { specOf } from '../__testUtils__/core';
import { problemsOf, readers } from '../__testUtils__/delivery';
import { carryOut, type Habits } from '../__testUtils__/carryOut';
import { renderers } from '@backstage-irsa/core/delivery';

const FORMATS = Object.keys(renderers) as RenderFormat[];
const PROD = '111122223333';
const STAGING = '444455556666';

describe('delivery by other tools', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost({
      irsa: {
        namespaceRules: [
          namespaceRule(['group:default/team'], { accounts: [PROD, STAGING] }),
        ],
      },
    });
  });
  afterAll(() => host?.stop());

  const account = () => host.sandbox.world.accounts.get(PROD)!;
  const writesSince = (place: number) =>
    host.sandbox.world.calls
      .since(place)
      .filter(({ write }) => write)
      .map(({ operation }) => operation);
  const deliver = (
    spec: IamServiceAccountSpec,
    format: RenderFormat = 'terraform',
  ) => host.post('/deliveries', { spec, format });
  const render = (
    spec: IamServiceAccountSpec,
    format: RenderFormat = 'terraform',
  ) => host.post('/renderings', { spec, format });
  const known = async (spec: IamServiceAccountSpec) => {
    const { body } = await host.get(
      `/service-accounts?cluster=prod-eu&namespace=${spec.namespace}`,
    );
    return body.items.find(
      ({ name }: IamServiceAccountSpec) => name === spec.name,
    );
  };
  const verify = async ({ id }: { id: string }, live = false) => {
    const { body } = await host.post(`/service-accounts/${id}/verifications`, {
      live,
    });
    return body;
  };
  const rules = (violations: { rule: string }[]) =>
    violations.map(({ rule }) => rule);
  const habitsOf = (
    format: RenderFormat,
    { namespace, name }: IamServiceAccountSpec,
  ): Habits => ({
    trust: buildTrustPolicy({
      partition: 'aws',
      accountId: PROD,
      issuer: host.sandbox.world.clusters.get('prod-eu')!.issuer,
      namespace,
      name,
      audience: 'sts.amazonaws.com',
    }),
    managedPolicy: format !== 'eksctl',
  });

  it.each(FORMATS)(
    'waits for the resources of %s, then verifies them, and reports differences',
    async format => {
      const spec = specOf({ name: `by-${format}` });
      const before = host.sandbox.world.calls.count;
      const { status, body } = await deliver(spec, format);
      expect([status, body.violations]).toEqual([200, []]);
      expect(problemsOf(format, body.files)).toEqual([]);
      expect(writesSince(before)).toEqual([]);

      const waiting = await known(spec);
      expect(waiting).toMatchObject({
        delivery: { format, state: 'pending' },
        owner: 'group:default/team',
        drift: null,
        verification: { status: 'unknown' },
      });
      const { checks } = waiting.verification;
      expect(
        checks.find(({ id }: CheckResult) => id === 'service-account-exists'),
      ).toMatchObject({
        result: 'unknown',
        message: `Pending delivery: ServiceAccount production/by-${format} was requested as ${renderers[format].title} just now.`,
      });

      const read = readers[format](body.files);
      await carryOut(host, read, habitsOf(format, spec));
      const found = await verify(waiting, true);
      expect([found.status, found.liveProof.result]).toEqual([
        'verified',
        'proved',
      ]);
      expect(await known(spec)).toMatchObject({
        delivery: { format, state: 'delivered' },
        drift: [],
      });

      account().roles.get(read.role.name)!.tags = [];
      await verify(waiting);
      const { drift } = await known(spec);
      expect(drift.map(({ id }: PlanStep) => id)).toEqual(['role-tags']);
    },
    60_000,
  );

  it.each(FORMATS)(
    'waits for the resources of %s with EKS Pod Identity, then verifies them',
    async format => {
      const spec = specOf({
        name: `pods-by-${format}`,
        mechanism: 'pod-identity',
      });
      const { body } = await deliver(spec, format);
      expect(problemsOf(format, body.files)).toEqual([]);
      const waiting = await known(spec);
      expect(waiting).toMatchObject({
        delivery: { format, state: 'pending' },
        verification: { status: 'unknown' },
      });

      const read = readers[format](body.files);
      await carryOut(host, read, {
        ...habitsOf(format, spec),
        managedPolicy: true,
      });
      expect((await verify(waiting)).status).toBe('verified');
      expect(await known(spec)).toMatchObject({
        mechanism: 'pod-identity',
        delivery: { format, state: 'delivered' },
        drift: [],
      });

      const role = account().roles.get(read.role.name)!;
      role.trustPolicy = role.trustPolicy.replace(
        'aws:RequestTag/kubernetes-namespace',
        'aws:RequestTag/eks-cluster-name',
      );
      await verify(waiting);
      const { drift } = await known(spec);
      expect(drift.map(({ id }: PlanStep) => id)).toEqual(['role']);
    },
    60_000,
  );

  it.each(FORMATS.filter(format => format !== 'eksctl'))(
    'describes a role in another account with %s',
    async format => {
      const spec = specOf({ name: 'elsewhere', accountId: STAGING });
      const { body } = await render(spec, format);
      expect(body.violations).toEqual([]);
      const { role, serviceAccount } = readers[format](body.files);
      expect(serviceAccount.annotations[EKS_ANNOTATIONS.roleArn]).toBe(
        `arn:aws:iam::${STAGING}:role/irsa/${role.name}`,
      );
      expect(JSON.stringify(role.trust)).toContain(
        `arn:aws:iam::${STAGING}:oidc-provider/`,
      );
      expect(body.notes[0]).toContain(
        `Account ${STAGING} has no OIDC provider`,
      );
    },
  );

  it('accepts resources that its tool marked, but none of another tool', async () => {
    const spec = specOf({ name: 'marked' });
    const { body } = await deliver(spec, 'cloudformation');
    const read = readers.cloudformation(body.files);
    await carryOut(host, read, habitsOf('cloudformation', spec));
    account().roles.get(read.role.name)!.tags.push({
      key: 'aws:cloudformation:stack-name',
      value: 'marked',
    });
    await verify(await known(spec));
    expect(
      rules((await render(spec, 'cloudformation')).body.violations),
    ).toEqual([]);
    expect(rules((await render(spec)).body.violations)).toEqual([
      'managed-by-other-tool',
    ]);
  });

  it('is broken if delivered resources disappear', async () => {
    const spec = specOf({ name: 'gone' });
    const { body } = await deliver(spec);
    const read = readers.terraform(body.files);
    await carryOut(host, read, habitsOf('terraform', spec));
    const waiting = await known(spec);
    expect((await verify(waiting)).status).toBe('verified');
    account().roles.delete(read.role.name);
    expect((await verify(waiting)).status).toBe('broken');
  });

  it('can be requested again with other grants, only by the same entity', async () => {
    const spec = specOf({ name: 'again' });
    const { body } = await deliver(spec);
    const read = readers.terraform(body.files);
    await carryOut(host, read, habitsOf('terraform', spec));
    await verify(await known(spec));

    const more = [{ service: 'sqs', access: 'send', resource: 'orders' }];
    const { body: changed } = await deliver({ ...spec, grants: more });
    expect(readers.terraform(changed.files).permissions[0]).not.toEqual(
      read.permissions[0],
    );
    const { lost } = changed.permissions;
    expect(lost).toMatchObject([{ service: 's3' }, { service: 's3' }]);
    const other = { ...spec, entityRef: 'component:default/other' };
    expect((await render(other)).status).toBe(403);
    expect((await deliver(other)).status).toBe(403);
  });

  it('is refused for resources that Backstage created, and for rule violations', async () => {
    const made = specOf({ name: 'made-here' });
    await host.put(made);
    expect(rules((await render(made)).body.violations)).toEqual(['made-here']);
    const bad = specOf({ name: 'kube', namespace: 'kube-system' });
    for (const spec of [made, bad]) {
      const { status } = await deliver(spec);
      expect(status).toBe(400);
    }
    expect((await known(made)).delivery).toBeUndefined();
    const adopting = specOf({ name: 'adopting', adopt: true });
    expect(rules((await render(adopting)).body.violations)).toEqual([
      'unsupported-by-format',
    ]);
    const { body } = await deliver(
      specOf({ name: 'other-audience', audience: 'vault' }),
      'eksctl',
    );
    expect(body.error.message).toContain(
      'audience: eksctl creates roles only for',
    );
    expect(await known(specOf({ name: 'other-audience' }))).toBeUndefined();
  });

  it('ends if the service account is created by Backstage, or deleted', async () => {
    const now = specOf({ name: 'now' });
    await deliver(now);
    const { body } = await host.put(now);
    expect(body.verification.status).toBe('verified');
    expect((await known(now)).delivery).toBeUndefined();

    const never = specOf({ name: 'never' });
    await deliver(never);
    const before = host.sandbox.world.calls.count;
    const { id } = await known(never);
    expect((await host.delete(`/service-accounts/${id}`)).status).toBe(200);
    expect(await known(never)).toBeUndefined();
    expect(writesSince(before)).toEqual([]);
  });

  it('keeps the resources of another tool when it is deleted', async () => {
    const spec = specOf({ name: 'theirs' });
    const { body } = await deliver(spec);
    const { role } = readers.terraform(body.files);
    await carryOut(
      host,
      readers.terraform(body.files),
      habitsOf('terraform', spec),
    );
    await verify(await known(spec));
    const before = host.sandbox.world.calls.count;
    const { id } = await known(spec);
    expect((await host.delete(`/service-accounts/${id}`)).status).toBe(200);
    expect(writesSince(before)).toEqual([]);
    expect(account().roles.has(role.name)).toBe(true);
  });

  it('renders files without storing anything', async () => {
    const spec = specOf({ name: 'only-shown', namespace: 'brand-new' });
    const { body } = await render(spec);
    expect(readers.terraform(body.files).namespaces).toEqual(['brand-new']);
    expect(await known(spec)).toBeUndefined();
  });
});
