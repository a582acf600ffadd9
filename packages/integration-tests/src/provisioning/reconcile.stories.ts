import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';
import { coreOf } from '../__testUtils__/coreOf';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { specOf } from '../__testUtils__/core';

const PROD = '111122223333';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const S3 = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';
const BOUNDARY = `arn:aws:iam::${PROD}:policy/platform/service-boundary`;
const STS = 'eks.amazonaws.com/sts-regional-endpoints';

describe('an object that a spec no longer asks for', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost();
  });
  afterAll(() => host?.stop());

  const account = () => host.sandbox.world.accounts.get(PROD)!;
  const core = () => coreOf(host.kubeconfig);
  const apply = async (spec: IamServiceAccountSpec) => {
    const { status, body } = await host.put(spec);
    expect({ status, error: body.error }).toEqual({ status: 200 });
    const { roleArn, id } = body.serviceAccount;
    const role = [...account().roles.values()].find(r => r.arn === roleArn)!;
    return {
      id,
      role,
      policy: account().policies.get(roleArn.replace(':role/', ':policy/'))!,
    };
  };
  const annotationsOf = async (name: string) =>
    (
      await core().readNamespacedServiceAccount({
        namespace: 'production',
        name,
      })
    ).metadata!.annotations!;
  const values = (tags: { key: string; value: string }[]) =>
    Object.fromEntries(tags.map(({ key, value }) => [key, value]));

  it('is removed if Backstage added it, and kept if a person adds it again', async () => {
    const spec = specOf({ name: 'attached' });
    const asked = {
      ...spec,
      managedPolicyArns: [READ_ONLY],
      permissionsBoundaryArn: BOUNDARY,
    };
    const { role } = await apply(asked);
    expect(role.attachedPolicyArns).toContain(READ_ONLY);
    await apply(spec);
    expect(role.attachedPolicyArns).not.toContain(READ_ONLY);
    expect(role.permissionsBoundaryArn).toBeUndefined();

    role.attachedPolicyArns.push(READ_ONLY);
    role.permissionsBoundaryArn = BOUNDARY;
    const { body: plan } = await host.post('/plans', { spec });
    expect(
      plan.steps.filter(({ action }: { action: string }) => action !== 'none'),
    ).toEqual([]);
    await apply(spec);
    expect(role.attachedPolicyArns).toContain(READ_ONLY);
    expect(role.permissionsBoundaryArn).toBe(BOUNDARY);
  });

  it('is forgotten too if a later step fails', async () => {
    const spec = specOf({ name: 'halfway' });
    const { role } = await apply({ ...spec, managedPolicyArns: [READ_ONLY] });
    account().serviceControlPolicies = [
      [
        {
          name: 'limit',
          document: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: '*', Resource: '*' },
              { Effect: 'Deny', Action: 'iam:AttachRolePolicy', Resource: '*' },
            ],
          }),
        },
      ],
    ];
    const failed = await host.put({ ...spec, managedPolicyArns: [S3] });
    account().serviceControlPolicies = [];
    expect(failed.status).toBe(503);
    expect(role.attachedPolicyArns).not.toContain(READ_ONLY);

    role.attachedPolicyArns.push(READ_ONLY);
    await apply({ ...spec, managedPolicyArns: [S3] });
    expect(role.attachedPolicyArns).toEqual(
      expect.arrayContaining([READ_ONLY, S3]),
    );
  });

  it('is removed from the tags of role and policy, but never tags of others', async () => {
    const spec = specOf({ name: 'tagged' });
    const { role, policy } = await apply({
      ...spec,
      tags: { team: 'a', stage: 'prod' },
    });
    for (const { tags } of [role, policy]) {
      tags.push({ key: 'theirs', value: 'kept' });
      tags.find(({ key }) => key === 'stage')!.value = 'changed by hand';
    }
    await apply(spec);
    for (const { tags } of [role, policy]) {
      expect(values(tags)).toMatchObject({
        theirs: 'kept',
        stage: 'changed by hand',
      });
      expect(values(tags)).not.toHaveProperty('team');
    }
    role.tags.push({ key: 'team', value: 'a' });
    await apply(spec);
    expect(values(role.tags)).toHaveProperty('team', 'a');
  });

  it('is kept on a shared role while another ServiceAccount asks for it', async () => {
    const shared = { roleName: 'reconcile-shared', tags: { team: 'a' } };
    const first = specOf({ name: 'first', ...shared });
    const second = specOf({ name: 'second', ...shared });
    const { role } = await apply(first);
    await apply(second);
    await apply({ ...first, tags: {} });
    expect(values(role.tags)).toHaveProperty('team', 'a');
    await apply({ ...second, tags: {} });
    expect(values(role.tags)).not.toHaveProperty('team');
  });

  it('is removed from the annotations if Backstage wrote it', async () => {
    const spec = specOf({ name: 'annotated' });
    await apply({
      ...spec,
      audience: 'other-audience',
      stsRegionalEndpoints: true,
    });
    expect(await annotationsOf('annotated')).toMatchObject({
      [STS]: 'true',
      'eks.amazonaws.com/audience': 'other-audience',
    });
    await apply(spec);
    const annotations = await annotationsOf('annotated');
    expect(annotations).not.toHaveProperty([STS]);
    expect(annotations).not.toHaveProperty(['eks.amazonaws.com/audience']);
  });

  it('is not removed from a ServiceAccount that somebody else recreated', async () => {
    const spec = specOf({ name: 'phoenix' });
    const { id, role } = await apply(spec);
    const ref = { namespace: 'production', name: 'phoenix' };
    const { metadata } = await core().readNamespacedServiceAccount(ref);
    await core().deleteNamespacedServiceAccount(ref);
    const { annotations, labels } = metadata!;
    await core().createNamespacedServiceAccount({
      namespace: 'production',
      body: { metadata: { name: 'phoenix', annotations, labels } },
    });
    const refused = await host.put(spec);
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toContain('recreated');

    const { status, body } = await host.delete(`/service-accounts/${id}`);
    expect(status).toBe(200);
    expect(body.steps[0]).toMatchObject({ action: 'none' });
    expect(body.steps[0].summary).toContain('recreated');
    expect(account().roles.has(role.name)).toBe(false);
    await core().readNamespacedServiceAccount(ref);
  });

  it('does not prevent recreating a deleted ServiceAccount', async () => {
    const spec = specOf({ name: 'gone' });
    await apply(spec);
    await core().deleteNamespacedServiceAccount({
      namespace: 'production',
      name: 'gone',
    });
    await apply(spec);
    const { id } = await apply(spec);
    const { body } = await host.delete(`/service-accounts/${id}`);
    expect(body.steps[0]).toMatchObject({ action: 'delete' });
  });

  it('is removed according to exactly one of two simultaneous specs', async () => {
    const one = specOf({
      name: 'contested',
      tags: { team: 'one', one: 'yes' },
      managedPolicyArns: [READ_ONLY],
      audience: 'audience-one',
      maxSessionDurationSeconds: 7200,
    });
    const two = specOf({
      name: 'contested',
      grants: [{ service: 's3', access: 'read', resource: 'two' }],
      tags: { team: 'two', two: 'yes' },
      managedPolicyArns: [S3],
      permissionsBoundaryArn: BOUNDARY,
      stsRegionalEndpoints: false,
      maxSessionDurationSeconds: 3600,
    });
    const outcome = async () => {
      const { body } = await host.get('/service-accounts?limit=500');
      const { roleArn, spec } = body.items.find(
        ({ name }: { name: string }) => name === 'contested',
      );
      const role = [...account().roles.values()].find(r => r.arn === roleArn)!;
      const policy = account().policies.get(
        roleArn.replace(':role/', ':policy/'),
      )!;
      return {
        spec,
        trust: JSON.parse(role.trustPolicy),
        session: role.maxSessionDurationSeconds,
        boundary: role.permissionsBoundaryArn,
        attached: [...role.attachedPolicyArns].sort(),
        tags: [values(role.tags), values(policy.tags)],
        document: policy.versions.find(
          ({ id }) => id === policy.defaultVersionId,
        )!.document,
        annotations: await annotationsOf('contested'),
      };
    };
    await apply(one);
    const asOne = await outcome();
    await apply(two);
    const asTwo = await outcome();
    await apply(one);
    expect(await outcome()).toEqual(asOne);
    for (const pair of [
      [one, two],
      [two, one],
      [two, one],
    ]) {
      const [first, second] = pair;
      const answers = await Promise.all([host.put(first), host.put(second)]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      const result = await outcome();
      expect([asOne, asTwo]).toContainEqual(result);
    }
  });
});
