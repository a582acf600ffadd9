import type { Verification } from '@backstage-irsa/core/model';
import type { JsonObject } from '@backstage/types';
import type { TestHost } from '../__testUtils__/host';
import { PROD, VALUES } from '../__testUtils__/iam/files';
import { BASE, startWith } from '../__testUtils__/iam/identity';
import { specOf } from '../__testUtils__/core';

const REQUESTER = VALUES.TOKEN_REQUESTER_ROLE_ARN;

describe('an identity that requests tokens', () => {
  let host: TestHost;
  let id: string;

  const verify = async (): Promise<Verification> => {
    const path = `/service-accounts/${id}/verifications`;
    return (await host.post(path, { live: true })).body;
  };
  const role = () =>
    host.sandbox.world.accounts
      .get(PROD)!
      .roles.get('backstage-irsa-token-requester')!;
  const callsOf = (operation: string) =>
    host.sandbox.world.calls.all().filter(call => call.operation === operation);

  beforeAll(async () => {
    host = await startWith(BASE);
    const { body } = await host.put(specOf());
    id = body.serviceAccount.id;
  });
  afterAll(() => host?.stop());

  it('is a role without permissions in AWS, with calls identified by session name and user agent', async () => {
    const { liveProof } = await verify();
    expect(liveProof).toMatchObject({
      result: 'proved',
      assumedRoleArn: expect.stringMatching(
        /\/backstage-irsa-proof-[0-9a-f]{12}$/,
      ),
    });
    expect(role().inlinePolicies.size).toBe(0);
    const [request] = callsOf('create serviceaccounts/token').slice(-1);
    expect(request).toMatchObject({
      caller: expect.stringMatching(
        /backstage-irsa-token-requester(\/backstage-irsa-token-request-[0-9a-f]{12})?$/,
      ),
      userAgent: 'irsa-for-backstage',
      status: 201,
    });
    for (const operation of ['AssumeRole', 'AssumeRoleWithWebIdentity']) {
      const [call] = callsOf(operation).slice(-1);
      expect(call.userAgent).toContain('irsa-for-backstage');
    }
    // The role is assumed once for the lifetime of its tokens.
    await verify();
    expect(callsOf('AssumeRole')).toHaveLength(1);
  });

  it('can request tokens only where it has a Role, and can do nothing else', async () => {
    const asked = host.sandbox.world.calls
      .all()
      .filter(({ caller }) => caller?.includes('token-requester'));
    expect(new Set(asked.map(({ operation }) => operation))).toEqual(
      new Set(['create serviceaccounts/token']),
    );
  });

  it('cannot be used as the role of a service', async () => {
    const { body } = await host.post('/plans', {
      spec: specOf({
        name: 'other',
        roleName: 'backstage-irsa-token-requester',
        adopt: true,
      }),
    });
    expect(body.violations).toContainEqual(
      expect.objectContaining({ rule: 'reserved-role', field: 'roleName' }),
    );
  });
});

const broken: [string, (host: TestHost) => void, string][] = [
  [
    'its trust policy does not name the backend',
    ({ sandbox }) => {
      const { roles } = sandbox.world.accounts.get(PROD)!;
      const role = roles.get('backstage-irsa-token-requester')!;
      role.trustPolicy = role.trustPolicy.replace(
        'user/backstage',
        'user/other',
      );
    },
    `may not assume ${REQUESTER}`,
  ],
  [
    'it has no access entry',
    ({ sandbox }) => {
      sandbox.world.clusters.get('prod-eu')!.accessEntries.delete(REQUESTER);
    },
    `does not accept ${REQUESTER} (401)`,
  ],
];

it.each(broken)(
  'a live proof fails and names the reason when %s',
  async (_, breakIt, reason) => {
    const host = await startWith(BASE);
    try {
      breakIt(host);
      const { body } = await host.put(specOf());
      const { liveProof } = body.verification;
      expect(liveProof).toMatchObject({
        result: 'failed',
        reason: expect.stringContaining(reason),
      });
    } finally {
      await host.stop();
    }
  },
);

describe.each<[string, string[], JsonObject, string]>([
  [
    'the cluster has no tokenRequestAccess',
    BASE.filter(file => !file.includes('token-requester')),
    {},
    'No live proof was made: cluster prod-eu has no irsa.clusters[].tokenRequestAccess, the identity that requests tokens of ServiceAccounts.',
  ],
  [
    'live proofs are off',
    BASE,
    { liveProof: { enabled: false } },
    'No live proof was made: irsa.liveProof.enabled is false.',
  ],
])('when %s', (_, files, irsa, noLiveProofReason) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startWith(files, { irsa });
  });
  afterAll(() => host?.stop());

  it('a verification reports that no proof was made, names the missing setting, and requests no token', async () => {
    const { calls } = host.sandbox.world;
    const before = calls.count;
    const { body } = await host.put(specOf());
    const path = `/service-accounts/${body.serviceAccount.id}/verifications`;
    const { body: verification } = await host.post(path, { live: true });
    for (const each of [body.verification, verification]) {
      expect(each).toMatchObject({
        status: 'verified',
        liveProof: null,
        noLiveProofReason,
      });
    }
    const operations = calls.since(before).map(({ operation }) => operation);
    expect(operations).not.toContain('create serviceaccounts/token');
    expect(operations).not.toContain('AssumeRoleWithWebIdentity');
    const { body: asked } = await host.post(path, { live: false });
    expect(asked).not.toHaveProperty('noLiveProofReason');
  });
});
