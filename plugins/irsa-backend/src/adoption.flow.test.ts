import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { startTestHost, type TestHost } from './__testUtils__/host';
import { specOf } from './__testUtils__/specs';

const CONSENT = { key: 'backstage-irsa.dev/adopt', value: 'allowed' };
const LAMBDA = {
  Effect: 'Allow',
  Principal: { Service: 'lambda.amazonaws.com' },
  Action: 'sts:AssumeRole',
};

describe('taking over what is there', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost();
  }, 60_000);
  afterAll(() => host?.stop());

  const account = () => host.sandbox.world.accounts.get('111122223333')!;
  const core = () => {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromFile(host.kubeconfig);
    return kubeConfig.makeApiClient(CoreV1Api);
  };
  /** A role that a person made outside our path. */
  const byHand = (name: string, tags: { key: string; value: string }[]) => {
    const [model] = account().roles.values();
    const role = {
      ...model,
      id: `AROA${name.toUpperCase().replace(/\W/g, '')}`.padEnd(21, 'X'),
      name,
      path: '/',
      arn: `arn:aws:iam::111122223333:role/${name}`,
      trustPolicy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [LAMBDA],
      }),
      attachedPolicyArns: [],
      inlinePolicies: new Map<string, string>(),
      tags,
    };
    account().roles.set(name, role);
    return role;
  };
  const rulesOf = async (spec: object) => {
    const { body } = await host.post('/plans', { spec });
    return body.violations.map(({ rule }: { rule: string }) => rule);
  };

  it.each([
    ['nobody asks', {}, [CONSENT], 'not-ours'],
    ['no administrator consents', { adopt: true }, [], 'adoption-consent'],
    [
      'another tool manages it',
      { adopt: true },
      [CONSENT, { key: 'ManagedBy', value: 'Terraform' }],
      'managed-by-other-tool',
    ],
    [
      'CloudFormation manages it',
      { adopt: true },
      [CONSENT, { key: 'aws:cloudformation:stack-name', value: 's' }],
      'managed-by-other-tool',
    ],
  ])('leaves a role alone when %s', async (title, change, tags, rule) => {
    const name = `hand-${title.toLowerCase().replace(/\W/g, '-')}`;
    const role = byHand(name, tags);
    const before = JSON.stringify(role);
    const spec = specOf({ name: 'taker', roleName: name, ...change });
    expect(await rulesOf(spec)).toEqual([rule]);
    expect((await host.put(spec)).status).toBe(400);
    expect(JSON.stringify(role)).toBe(before);
  });

  it('shows the difference first, keeps what others wrote, and lets go without deleting', async () => {
    const role = byHand('legacy-orders', [CONSENT]);
    await core().createNamespacedServiceAccount({
      namespace: 'production',
      body: {
        metadata: {
          name: 'legacy',
          annotations: { [CONSENT.key]: CONSENT.value, theirs: 'kept' },
        },
      },
    });
    const spec = specOf({
      name: 'legacy',
      roleName: 'legacy-orders',
      adopt: true,
    });
    const { body: plan } = await host.post('/plans', { spec });
    expect(plan.violations).toEqual([]);
    const step = plan.steps.find(({ id }: { id: string }) => id === 'role');
    expect(step).toMatchObject({
      action: 'update',
      target: { name: role.arn },
    });
    expect(step.diff[0].before.Statement).toEqual([LAMBDA]);

    const { body } = await host.put(spec);
    expect(body.verification.status).toBe('verified');
    expect(body.serviceAccount).toMatchObject({ roleArn: role.arn, drift: [] });
    expect(JSON.parse(role.trustPolicy).Statement[0]).toEqual(LAMBDA);

    const { id } = body.serviceAccount;
    expect((await host.delete(`/service-accounts/${id}`)).status).toBe(200);
    expect(JSON.parse(role.trustPolicy).Statement).toEqual([LAMBDA]);
    expect(account().roles.get('legacy-orders')).toBe(role);
    const { metadata } = await core().readNamespacedServiceAccount({
      namespace: 'production',
      name: 'legacy',
    });
    expect(metadata?.annotations).toEqual({
      [CONSENT.key]: CONSENT.value,
      theirs: 'kept',
    });
    expect(metadata?.labels ?? {}).toEqual({});
  });
});
