import { setTimeout as sleep } from 'node:timers/promises';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import {
  AssumeRoleWithWebIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { coreOf } from '../__testUtils__/coreOf';
import { whileDenied } from '../__testUtils__/denied';
import { API, startTestHost, type TestHost } from '../__testUtils__/host';
import { specOf } from '../__testUtils__/core';
import { CUT_OFF_POLICY } from '@backstage-irsa/core/permissions';

const TEAM = 'group:default/team';
const ADA = 'user:default/ada';
const EVE = 'user:default/eve';
const ADMIN = 'user:default/admin';
const BUCKET = 'orders-uploads';
const PROD = '111122223333';

const as = (ref: string) => mockCredentials.user.header(ref);
const onBehalfOf = (ref: string) =>
  `Bearer ${mockCredentials.user.token(ref, {
    actor: { subject: 'plugin:scaffolder' },
  })}`;

describe('a cut-off', () => {
  let host: TestHost;

  beforeAll(async () => {
    host = await startTestHost({
      irsa: { administrators: ['group:default/admins'] },
      users: {
        [ADA]: [TEAM],
        [EVE]: ['group:default/others'],
        [ADMIN]: ['group:default/admins'],
      },
    });
  });
  afterAll(() => host?.stop());

  const api = (
    method: 'get' | 'post' | 'put' | 'delete',
    path: string,
    who: string,
    body: object = {},
  ) => {
    const sent = request(host.backend.server)
      [method](`${API}${path}`)
      .set('Authorization', who.startsWith('Bearer') ? who : as(who));
    return method === 'get' ? sent : sent.send(body);
  };
  const specFor = (name: string, change: object = {}) =>
    specOf({
      name,
      grants: [{ service: 's3', access: 'read', resource: BUCKET }],
      ...change,
    });
  const make = async (name: string, change: object = {}) => {
    const { status, body } = await api('put', '/service-accounts', ADA, {
      spec: specFor(name, change),
    });
    if (status !== 200) throw new Error(body.error.message);
    return body.serviceAccount as { id: string; roleArn: string };
  };
  const cutOff = (id: string, who = ADA, body: object = { reason: 'leaked' }) =>
    api('post', `/service-accounts/${id}/cut-off`, who, body);
  const restore = (id: string, who = ADA) =>
    api('delete', `/service-accounts/${id}/cut-off`, who, {
      reason: 'keys rotated',
    });
  const roleOf = (arn: string) => {
    const [, , , , account, resource] = arn.split(':');
    return host.sandbox.world.accounts
      .get(account)!
      .roles.get(resource.split('/').pop()!)!;
  };
  const policyOf = (arn: string) =>
    roleOf(arn).inlinePolicies.get(CUT_OFF_POLICY);

  const endpoint = () => ({
    region: 'eu-west-1',
    endpoint: host.sandbox.awsEndpoint,
  });
  /** Lists the bucket with the session that a pod gets now for its token. */
  const sessionOf = async (name: string, roleArn: string) => {
    const { status } = await coreOf(
      host.kubeconfig,
    ).createNamespacedServiceAccountToken({
      ...{ namespace: 'production', name },
      body: {
        spec: { audiences: ['sts.amazonaws.com'], expirationSeconds: 600 },
      },
    });
    const { Credentials } = await new STSClient(endpoint()).send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: roleArn,
        RoleSessionName: 'pod',
        WebIdentityToken: status?.token,
      }),
    );
    const s3 = new S3Client({
      ...endpoint(),
      forcePathStyle: true,
      credentials: {
        accessKeyId: Credentials!.AccessKeyId!,
        secretAccessKey: Credentials!.SecretAccessKey!,
        sessionToken: Credentials!.SessionToken,
      },
    });
    return () =>
      s3.send(new ListObjectsV2Command({ Bucket: BUCKET })).then(
        () => 'allowed',
        ({ name: error }) => error as string,
      );
  };

  it('is made and restored while somebody else changes the role', async () => {
    const { id, roleArn } = await make('busy');
    const busy = () =>
      host.sandbox.world.disturbances.replace([
        {
          ...{ kind: 'conflict', service: 'iam', count: 2 },
          operation: 'PutRolePolicy',
        },
      ]);
    busy();
    const { status, body } = await cutOff(id);
    expect([status, body.error?.message]).toEqual([200, undefined]);
    expect(policyOf(roleArn)).toBeDefined();
    busy();
    expect((await restore(id)).status).toBe(200);
  });

  it('denies sessions issued before and after it, refuses the proof, and allows new sessions once restored', async () => {
    const { id, roleArn } = await make('incident');
    const early = await sessionOf('incident', roleArn);
    expect(await early()).toBe('allowed');

    const { status, body } = await cutOff(id);
    expect([status, body.error?.message]).toEqual([200, undefined]);
    expect(body.cutOff).toEqual({
      at: expect.any(String),
      by: ADA,
      reason: 'leaked',
    });
    expect(body.verification.status).toBe('broken');
    expect(await early()).toBe('AccessDenied');
    const during = await sessionOf('incident', roleArn);
    expect(await during()).toBe('AccessDenied');

    const proof = await api(
      'post',
      `/service-accounts/${id}/verifications`,
      ADA,
      {
        live: true,
      },
    );
    expect(proof.body.liveProof).toMatchObject({
      result: 'refused',
      reason: expect.stringContaining('cut off since'),
    });
    const failed = proof.body.checks.filter(
      ({ result }: { result: string }) => result === 'fail',
    );
    expect(failed.map(({ id: check }: { id: string }) => check)).toEqual([
      'cut-off',
    ]);

    const restored = await restore(id);
    expect(restored.status).toBe(200);
    expect(restored.body.cutOff).toBeNull();
    await new Promise(resolve => setTimeout(resolve, 1_100));
    const late = await sessionOf('incident', roleArn);
    expect([await early(), await during(), await late()]).toEqual([
      'AccessDenied',
      'AccessDenied',
      'allowed',
    ]);
    const proved = await api(
      'post',
      `/service-accounts/${id}/verifications`,
      ADA,
      { live: true },
    );
    expect(proved.body.liveProof.result).toBe('proved');
    expect(proved.body.status).toBe('verified');
  });

  it('remains through plans, right-sizing, and drift, and refuses every change except a deletion', async () => {
    const { id, roleArn } = await make('staying');
    await cutOff(id);
    const document = policyOf(roleArn);
    expect(JSON.parse(document!).Statement[0]).toMatchObject({
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
    });
    const changes = [
      api('put', '/service-accounts', ADA, { spec: specFor('staying') }),
      api('put', '/service-accounts', ADA, {
        spec: specFor('staying', { grants: [] }),
      }),
      api('put', '/service-accounts', ADA, {
        spec: specFor('staying', { roleName: 'another-role' }),
      }),
      api('post', `/service-accounts/${id}/migrations`, ADA, {
        to: 'pod-identity',
      }),
    ];
    for (const change of changes) {
      const { status, body } = await change;
      expect([status, body.error.message]).toEqual([
        409,
        expect.stringMatching(
          /has been cut off since .* by user:default\/ada \(leaked\)/,
        ),
      ]);
    }
    const { body: account } = await api('get', `/service-accounts/${id}`, ADA);
    expect(account.drift).toEqual([]);
    expect(policyOf(roleArn)).toBe(document);
    const { status } = await api('delete', `/service-accounts/${id}`, ADA);
    expect(status).toBe(200);
    expect(roleOf(roleArn)).toBeUndefined();
    // A service created again under the same name is not cut off.
    await make('staying');
    const { body: again } = await api('get', `/service-accounts/${id}`, ADA);
    expect(again.cutOff).toBeNull();
  });

  it('stops an apply that is about to create another role', async () => {
    const { id, roleArn } = await make('moving');
    const { disturbances } = host.sandbox.world;
    disturbances.replace([
      {
        ...{ kind: 'delay', service: 'iam', operation: 'CreatePolicy' },
        ...{ milliseconds: 6_000, count: 1 },
      },
    ]);
    const moved = api('put', '/service-accounts', ADA, {
      spec: specFor('moving', { roleName: 'moved-to' }),
    }).then(({ status, text }) => ({ status, text }));
    while (disturbances.list().disturbances[0].hits === 0) await sleep(10);
    expect((await cutOff(id)).status).toBe(200);
    expect(await moved).toEqual({
      status: 409,
      text: expect.stringContaining('has been cut off since'),
    });
    const { roles } = host.sandbox.world.accounts.get(PROD)!;
    expect(roles.has('moved-to')).toBe(false);
    expect(policyOf(roleArn)).toBeDefined();
  });

  it('is allowed to the recorded owner and administrators, in their own session, with a reason', async () => {
    const { id, roleArn } = await make('guarded');
    for (const who of [
      EVE,
      onBehalfOf(ADA),
      mockCredentials.service.header(),
    ]) {
      expect([who, (await cutOff(id, who)).status]).toEqual([who, 403]);
    }
    expect((await cutOff(id, ADA, {})).status).toBe(400);
    expect((await cutOff(id, ADA, { reason: '' })).status).toBe(400);
    expect((await restore(id)).status).toBe(409);
    expect(policyOf(roleArn)).toBeUndefined();
    expect((await cutOff(id, ADMIN)).body.cutOff.by).toBe(ADMIN);
    // A second cut-off changes nothing: the first actor stays recorded.
    expect((await cutOff(id, ADA)).body.cutOff.by).toBe(ADMIN);
    for (const who of [EVE, onBehalfOf(ADA)]) {
      expect((await restore(id, who)).status).toBe(403);
    }
    expect((await restore(id, ADA)).status).toBe(200);
  });

  it('is allowed only to administrators for a shared role', async () => {
    const shared = { roleName: 'shared-by-two' };
    const { id, roleArn } = await make('first', shared);
    const second = await make('second', shared);
    const refused = await cutOff(id, ADA);
    expect([refused.status, refused.body.error.message]).toEqual([
      403,
      expect.stringContaining('is used by others'),
    ]);
    expect((await cutOff(id, ADMIN)).status).toBe(200);
    const { body } = await api('get', `/service-accounts/${second.id}`, ADA);
    expect(body.cutOff.by).toBe(ADMIN);
    expect((await restore(second.id, ADA)).status).toBe(403);
    expect((await restore(second.id, ADMIN)).status).toBe(200);
    expect(policyOf(roleArn)).toContain('aws:TokenIssueTime');
  });

  it('is also allowed only to administrators for a role that trusts somebody else', async () => {
    const { id, roleArn } = await make('let-in');
    const role = roleOf(roleArn);
    const trust = JSON.parse(role.trustPolicy);
    trust.Statement.push({
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'sts:AssumeRole',
    });
    role.trustPolicy = JSON.stringify(trust);
    expect((await cutOff(id, ADA)).status).toBe(403);
    expect((await cutOff(id, ADMIN)).status).toBe(200);
  });

  it('is detected in AWS without its record, and can be restored', async () => {
    const { id, roleArn } = await make('unrecorded');
    roleOf(roleArn).inlinePolicies.set(
      CUT_OFF_POLICY,
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
      }),
    );
    const seen = await api(
      'post',
      `/service-accounts/${id}/verifications`,
      ADA,
      {
        live: true,
      },
    );
    expect(seen.body.liveProof.result).toBe('refused');
    expect((await restore(id)).status).toBe(200);
    expect(policyOf(roleArn)).toContain('aws:TokenIssueTime');
  });

  it('prevents a hand-over to a tool that could restore access', async () => {
    const { id } = await make('handed-over');
    const handOver = (to: string) =>
      api('post', `/service-accounts/${id}/hand-over`, ADA, {
        ...{ to, preview: true },
      });
    expect((await cutOff(id)).status).toBe(200);
    for (const tool of ['ack', 'terraform']) {
      const { status, body } = await handOver(tool);
      expect([status, body.error.message]).toEqual([
        409,
        expect.stringContaining('has been cut off since'),
      ]);
    }
    expect((await restore(id)).status).toBe(200);
    // A handover to ACK would admit older sessions.
    const { status, body } = await handOver('ack');
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining('[others-policies]'),
    ]);
    expect((await handOver('terraform')).status).toBe(200);
  });

  it('reports when AWS refuses it, and records nothing', async () => {
    const { id } = await make('refused');
    const { status, body } = await whileDenied(
      host,
      { action: 'iam:PutRolePolicy' },
      () => cutOff(id),
    );
    expect([status, body.error.message]).toEqual([
      503,
      expect.stringContaining(`${CUT_OFF_POLICY} of role`),
    ]);
    const { body: account } = await api('get', `/service-accounts/${id}`, ADA);
    expect(account.cutOff).toBeNull();
  });

  it('fits next to the largest document, and explains what to do if others used the space', async () => {
    const document = (size: number) => {
      const text = (Sid: string) => ({
        Version: '2012-10-17',
        Statement: [{ Sid, Effect: 'Deny', Action: '*', Resource: '*' }],
      });
      const { length } = JSON.stringify(text(''));
      return text('x'.repeat(size - length));
    };
    const { id, roleArn } = await make('large');
    const fill = (size: number) =>
      roleOf(roleArn).inlinePolicies.set(
        'others',
        JSON.stringify(document(size)),
      );
    fill(9984);
    expect((await cutOff(id)).status).toBe(200);
    expect((await restore(id)).status).toBe(200);

    roleOf(roleArn).inlinePolicies.delete(CUT_OFF_POLICY);
    fill(10_240);
    const { status, body } = await cutOff(id);
    expect([status, body.error.message]).toEqual([
      409,
      expect.stringMatching(
        /exceed the size limit for inline policies.*attach-role-policy --role-name \S+ --policy-arn arn:aws:iam::aws:policy\/AWSDenyAll$/,
      ),
    ]);
    expect(policyOf(roleArn)).toBeUndefined();
  });
});
