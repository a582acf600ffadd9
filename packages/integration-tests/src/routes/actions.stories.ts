import {
  actionsRegistryServiceMock,
  type MockActionsRegistry,
} from '@backstage/backend-test-utils/alpha';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { SERVICE_ACCOUNT_ANNOTATION } from '@backstage-irsa/core/model';
import type { JsonObject } from '@backstage/types';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf } from '../__testUtils__/core';

const ORDERS = 'component:default/orders';
const ONE = 'prod-eu/production/orders-api';
const permissions = mockServices.permissions.mock();
const auditor = mockServices.auditor.mock();
const event = { success: jest.fn(), fail: jest.fn() };

const CALLS: [string, JsonObject][] = [
  ['verify', {}],
  ['explain-permissions', {}],
  ['can-i', { action: 's3:GetObject', resource: 'arn:aws:s3:::b/a' }],
  ['diagnose', { text: 'Incorrect token audience' }],
  ['plan-migration', {}],
  ['propose-right-size', {}],
];

describe('the registry actions', () => {
  let host: TestHost;
  let registry: MockActionsRegistry;

  beforeAll(async () => {
    registry = actionsRegistryServiceMock();
    host = await startTestHost({
      entities: () => [
        componentOf('orders', 'group:default/team', {
          [SERVICE_ACCOUNT_ANNOTATION]: ONE,
        }),
        componentOf('many', 'group:default/team', {
          [SERVICE_ACCOUNT_ANNOTATION]: `${ONE}, prod-eu/data/reporting`,
        }),
        componentOf('thief', 'group:default/others', {
          [SERVICE_ACCOUNT_ANNOTATION]: ONE,
        }),
      ],
      features: [
        permissions.factory,
        auditor.factory,
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => registry,
        }),
      ],
    });
  });
  afterAll(() => host?.stop());
  beforeEach(() => {
    permissions.authorizeConditional.mockImplementation(async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW } as const)),
    );
    auditor.createEvent.mockReset();
    auditor.createEvent.mockResolvedValue(event);
    event.success.mockReset();
    event.fail.mockReset();
  });

  const invoke = async (
    name: string,
    input: JsonObject,
    credentials = mockCredentials.user(),
  ): Promise<Record<string, any>> => {
    const { output } = await registry.invoke({
      id: `test:${name}`,
      input: { entityRef: ORDERS, ...input },
      credentials,
    });
    return output as Record<string, any>;
  };

  it('describe what they do, are idempotent, and say when to use them', async () => {
    const { actions } = await registry.list();
    const calls = CALLS.map(([id]) => id);
    const others = actions.filter(({ name }) => !calls.includes(name));
    expect(others.map(({ name }) => name)).toEqual([
      'plan',
      'create-service-account',
      'delete-service-account',
    ]);
    for (const { name, attributes, description } of actions) {
      const readOnly = [...calls, 'plan'].includes(name);
      expect(attributes).toEqual({
        readOnly,
        destructive: !readOnly,
        idempotent: true,
      });
      expect(description).toMatch(/Use when .* Do not use/s);
    }
  });

  it('verify access', async () => {
    expect(await invoke('verify', {})).toMatchObject({
      serviceAccount: ONE,
      status: 'verified',
      liveProof: null,
      findings: [],
    });
    expect(await invoke('verify', { live: true })).toMatchObject({
      liveProof: { result: 'proved' },
    });
  });

  it('explain permissions', async () => {
    expect(await invoke('explain-permissions', {})).toMatchObject({
      serviceAccount: ONE,
      services: [{ service: 's3', title: 'S3' }],
      notRead: expect.arrayContaining([
        expect.objectContaining({ layer: 'service-control' }),
      ]),
    });
  });

  it('decide whether one action is allowed', async () => {
    const ask = (action: string) =>
      invoke('can-i', { action, resource: 'arn:aws:s3:::orders-uploads/a' });
    expect(await ask('s3:PutObject')).toMatchObject({ decision: 'Allowed' });
    expect(await ask('s3:DeleteBucket')).toMatchObject({
      decision: 'ImplicitlyDenied',
    });
    await expect(ask('nonsense')).rejects.toMatchObject({ name: 'InputError' });
  });

  it('plan a migration', async () => {
    expect(await invoke('plan-migration', {})).toMatchObject({
      ...{ serviceAccount: ONE, from: 'irsa', to: 'pod-identity' },
      ...{ stage: 'irsa', steps: [] },
      blockers: [expect.objectContaining({ rule: 'not-managed-by-backstage' })],
    });
  });

  it('propose a smaller role', async () => {
    expect(await invoke('propose-right-size', {})).toMatchObject({
      ...{ serviceAccount: ONE, method: 'manual', drop: [], commands: [] },
      methodReason: expect.stringContaining('is not managed by Backstage'),
      services: [{ service: 's3', decision: 'keep', confidence: 'high' }],
    });
  });

  it('diagnose an error', async () => {
    const output = await invoke('diagnose', {
      text: 'Incorrect token audience',
    });
    expect(output.recognized).toHaveLength(1);
    expect(output.candidates.length).toBeGreaterThan(0);
  });

  it('identify a service account by entity, and by ServiceAccount if the entity has several', async () => {
    const many = { entityRef: 'many' };
    await expect(invoke('verify', many)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(ONE),
    });
    expect(
      await invoke('verify', { ...many, serviceAccount: ONE }),
    ).toMatchObject({ serviceAccount: ONE });
    await expect(
      invoke('verify', { ...many, serviceAccount: 'prod-eu/a/b' }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(invoke('verify', { entityRef: ':' })).rejects.toMatchObject({
      name: 'InputError',
    });
  });

  describe.each(CALLS)('%s', (name, input) => {
    it('is audited', async () => {
      await invoke(name, input);
      const [[opened]] = auditor.createEvent.mock.calls;
      expect(opened.meta).toMatchObject({ by: 'action', entityRef: ORDERS });
      expect(JSON.stringify(opened)).not.toContain('Incorrect token');
      expect(event.success).toHaveBeenCalledTimes(1);
    });

    it('does nothing without the permission', async () => {
      permissions.authorizeConditional.mockImplementation(async requests =>
        requests.map(() => ({ result: AuthorizeResult.DENY } as const)),
      );
      const before = host.sandbox.world.calls.count;
      await expect(invoke(name, input)).rejects.toMatchObject({
        name: 'NotAllowedError',
      });
      expect(host.sandbox.world.calls.since(before)).toEqual([]);
      expect(event.fail).toHaveBeenCalledTimes(1);
    });

    it('serves only users', async () => {
      const service = mockCredentials.service() as never;
      await expect(invoke(name, input, service)).rejects.toMatchObject({
        name: 'NotAllowedError',
      });
    });

    it.each(['component:default/thief', 'component:default/none'])(
      'reveals nothing about %s',
      async entityRef => {
        await expect(
          invoke(name, { ...input, entityRef }),
        ).rejects.toMatchObject({ name: 'NotFoundError' });
      },
    );
  });
});
