import { mockCredentials } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { namespaceRule } from '../__testUtils__/namespaceRule';
import { auditLog } from '../__testUtils__/auditLog';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { actionsRegistry } from '../__testUtils__/registry';
import { componentOf, specOf } from '../__testUtils__/core';

const REF = 'prod-eu/production/uploads';
const PLACE = {
  cluster: 'prod-eu',
  namespace: 'production',
  name: 'uploads',
};

describe('the registry actions that provision', () => {
  const audit = auditLog();
  const { feature, invoke, registry } = actionsRegistry();
  let host: TestHost;

  beforeAll(async () => {
    host = await startTestHost({
      entities: () => [
        componentOf('uploads', 'group:default/team'),
        componentOf('theirs', 'group:default/others'),
      ],
      irsa: {
        namespaceRules: [
          namespaceRule(['group:default/team', 'group:default/others']),
        ],
      },
      users: { 'user:default/other': ['group:default/others'] },
      features: [audit.factory, feature],
    });
  });
  afterAll(() => host?.stop());
  beforeEach(() => {
    audit.events.length = 0;
  });

  const writesSince = (place: number) =>
    host.sandbox.world.calls
      .since(place)
      .filter(({ write }) => write)
      .map(({ operation }) => operation);

  it('plan, create, confirm that nothing has changed, and delete', async () => {
    const planned = await invoke('plan', specOf());
    expect(planned).toMatchObject({
      serviceAccount: REF,
      violations: [],
      lost: [],
    });
    expect(planned.gained).toContainEqual(
      expect.objectContaining({
        service: 's3',
        actions: ['s3:AbortMultipartUpload', 's3:PutObject'],
      }),
    );
    const made = await invoke('create-service-account', specOf());
    expect(made).toMatchObject({ serviceAccount: REF, status: 'verified' });
    expect(made.steps.map(({ target }: JsonObject) => target)).toContain(
      made.roleArn,
    );

    const again = host.sandbox.world.calls.count;
    await invoke('create-service-account', specOf());
    const { steps, gained } = await invoke('plan', specOf());
    expect(gained).toEqual([]);
    expect(steps.filter(({ action }: JsonObject) => action !== 'none')).toEqual(
      [],
    );
    expect(writesSince(again)).toEqual([]);

    const removed = await invoke('delete-service-account', PLACE);
    expect(removed.steps).toContainEqual(
      expect.objectContaining({ action: 'delete', target: made.roleArn }),
    );
    await expect(invoke('delete-service-account', PLACE)).rejects.toMatchObject(
      { name: 'NotFoundError' },
    );
    expect(
      audit.events.map(({ eventId, outcome, meta }) => [
        eventId,
        outcome,
        meta.by,
      ]),
    ).toEqual([
      ['plan-create', 'succeeded', 'action'],
      ['service-account-apply', 'succeeded', 'action'],
      ['service-account-apply', 'succeeded', 'action'],
      ['plan-create', 'succeeded', 'action'],
      ['service-account-delete', 'succeeded', 'action'],
      ['service-account-delete', 'failed', 'action'],
    ]);
  });

  it('do not delete resources of somebody else', async () => {
    const made = await host
      .put(specOf({ name: 'theirs', entityRef: 'component:default/theirs' }))
      .set('Authorization', mockCredentials.user.header('user:default/other'));
    expect(made.status).toBe(200);
    const before = host.sandbox.world.calls.count;
    await expect(
      invoke('delete-service-account', { ...PLACE, name: 'theirs' }),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect(writesSince(before)).toEqual([]);
  });

  it.each<[string, object]>([
    ['plan', specOf()],
    ['create-service-account', specOf()],
    ['delete-service-account', PLACE],
  ])(
    '%s serves only users, and rejects unknown fields',
    async (name, input) => {
      const before = host.sandbox.world.calls.count;
      await expect(
        registry.invoke({
          id: `test:${name}`,
          input: JSON.parse(JSON.stringify(input)),
          credentials: mockCredentials.service() as never,
        }),
      ).rejects.toMatchObject({ name: 'NotAllowedError' });
      expect(audit.events.map(({ outcome }) => outcome)).toEqual(['failed']);
      await expect(
        invoke(name, { ...input, permissionsBoundary: 'x' }),
      ).rejects.toMatchObject({ name: 'InputError' });
      expect(writesSince(before)).toEqual([]);
    },
  );
});
