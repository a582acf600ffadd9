import { SERVICE_ACCOUNT_ANNOTATION } from '@backstage-irsa/core/model';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  signalsServiceRef,
  type SignalsService,
} from '@backstage/plugin-signals-node';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf } from '../__testUtils__/core';

const PROD = '111122223333';
const NO_PROVIDER =
  'InvalidIdentityToken: No OpenIDConnect provider found in your account for https://oidc.eks.eu-west-1.amazonaws.com/id/X';

describe('history and diagnoses', () => {
  let host: TestHost;
  let id: string;
  const publish = jest.fn<Promise<void>, Parameters<SignalsService['publish']>>(
    async () => {
      throw new Error('nobody listens');
    },
  );

  const role = () =>
    [...host.sandbox.world.accounts.get(PROD)!.roles.values()].find(
      ({ name }) => name.startsWith('orders-api-irsa-'),
    )!;

  beforeAll(async () => {
    host = await startTestHost({
      entities: () => [
        componentOf('orders', 'group:default/team', {
          [SERVICE_ACCOUNT_ANNOTATION]: 'prod-eu/production/orders-api',
        }),
      ],
      features: [
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({ publish }),
        }),
      ],
    });
    const { body } = await host.post(
      '/entities/component/default/orders/verifications',
      {},
    );
    id = body.items[0].id;
  });
  afterAll(() => host?.stop());

  const verify = () =>
    host.post(`/service-accounts/${id}/verifications`, { live: false });
  const history = (query = '') =>
    host.get(`/service-accounts/${id}/verifications${query}`);
  const diagnose = (text: string) =>
    host.post(`/service-accounts/${id}/diagnoses`, { text });

  it('list every check with its public description', async () => {
    const { status, body } = await host.get('/checks');
    expect(status).toBe(200);
    expect(body.items.length).toBeGreaterThan(10);
    for (const item of body.items) {
      expect(Object.keys(item).sort()).toEqual([
        'docs',
        'faults',
        'id',
        'link',
        'mechanisms',
        'question',
        'requiredPermissions',
        'symptoms',
      ]);
    }
  });

  it('list changes in pages, the newest first', async () => {
    const { trustPolicy } = role();
    await verify();
    role().trustPolicy = trustPolicy.replace(':orders-api', ':order-api');
    const { body: broken } = await verify();
    expect(broken.status).toBe('broken');
    role().trustPolicy = trustPolicy;

    const { body } = await history();
    expect(
      body.items.map(({ status, isFirst }: Record<string, unknown>) => [
        status,
        isFirst,
      ]),
    ).toEqual([
      ['broken', false],
      ['verified', false],
      ['verified', true],
    ]);
    const [newest, repeat, first] = body.items;
    expect(newest.changes).toContainEqual(
      expect.objectContaining({
        id: 'trust-policy',
        link: 'trust-policy',
        before: expect.objectContaining({ result: 'pass' }),
        after: expect.objectContaining({ result: 'fail' }),
      }),
    );
    expect([repeat.changes, first.changes]).toEqual([[], []]);

    const { body: page } = await history('?limit=1');
    expect(page.items).toEqual([newest]);
    const { body: rest } = await history(`?limit=2&cursor=${page.nextCursor}`);
    expect(rest).toEqual({ items: [repeat, first] });
    expect((await history('?cursor=nonsense')).status).toBe(400);
    expect((await history('?cursor=99999999999')).status).toBe(400);
  });

  it('notify open pages when a verification starts and ends, and ignore errors of these signals', async () => {
    publish.mockClear();
    expect((await verify()).status).toBe(200);
    await new Promise(resolve => setImmediate(resolve));
    expect(publish.mock.calls.map(([{ message }]) => message)).toEqual([
      { id, state: 'running' },
      { id, state: 'done' },
    ]);
  });

  it('confirm the fault behind an error text with new checks', async () => {
    const { oidcProviders } = host.sandbox.world.accounts.get(PROD)!;
    const providers = [...oidcProviders];
    oidcProviders.clear();
    const { status, body } = await diagnose(NO_PROVIDER);
    for (const [arn, provider] of providers) oidcProviders.set(arn, provider);
    expect(status).toBe(200);
    expect(body.recognized).toHaveLength(1);
    expect(body.candidates[0]).toMatchObject({
      fault: 'no-oidc-provider',
      state: 'confirmed',
      check: 'oidc-provider-exists',
      remediation: expect.any(String),
    });
    const { body: healthy } = await diagnose(NO_PROVIDER);
    expect(healthy.candidates).toContainEqual(
      expect.objectContaining({
        fault: 'no-oidc-provider',
        state: 'ruled-out',
      }),
    );
  });

  it('evaluate a refused request with the policies of the role', async () => {
    const refusal = (action: string) =>
      `User: arn:aws:sts::${PROD}:assumed-role/${
        role().name
      }/1 is not authorized to perform: ${action} on resource: arn:aws:s3:::orders-uploads/a.pdf`;
    const { body } = await diagnose(refusal('s3:DeleteBucket'));
    expect(body.candidates[0]).toMatchObject({
      fault: 'action-not-allowed',
      state: 'confirmed',
      remediation: expect.stringContaining('s3:DeleteBucket'),
    });
    const { body: allowed } = await diagnose(refusal('s3:PutObject'));
    expect(allowed.candidates).toContainEqual(
      expect.objectContaining({
        fault: 'action-not-allowed',
        state: 'ruled-out',
      }),
    );
  });

  it.each([
    ['an empty text', ''],
    ['a text that is too long', 'x'.repeat(20_001)],
  ])('refuse %s', async (_, text) => {
    expect((await diagnose(text)).status).toBe(400);
  });

  it.each([
    ['history', () => host.get('/service-accounts/none/verifications')],
    [
      'diagnosis',
      () => host.post('/service-accounts/none/diagnoses', { text: 'x' }),
    ],
  ])('respond 404 to the %s of an unknown service account', async (_, ask) => {
    expect((await ask()).status).toBe(404);
  });

  it('keep a live proof with its time, like a verification without one', async () => {
    const { body: proved } = await host.post(
      `/service-accounts/${id}/verifications`,
      { live: true },
    );
    expect(proved.liveProof.result).toBe('proved');
    await diagnose('AccessDenied');
    const { body: verified } = await verify();
    expect(verified.liveProof).toEqual(proved.liveProof);
    const { body: account } = await host.get(`/service-accounts/${id}`);
    expect(account.verification.liveProof).toEqual(proved.liveProof);
    const { body: fleet } = await host.get('/fleet/service-accounts');
    expect(fleet.items).toContainEqual(
      expect.objectContaining({ id, liveProof: proved.liveProof }),
    );
  });
});
