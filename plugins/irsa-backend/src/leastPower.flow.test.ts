import {
  CreatePodIdentityAssociationCommand,
  DeletePodIdentityAssociationCommand,
  EKSClient,
} from '@aws-sdk/client-eks';
import { IAMClient, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import type { TestHost } from './__testUtils__/host';
import {
  actionsOf,
  block,
  KEYS,
  policy,
  PROD,
  startWith,
  statements,
} from './__testUtils__/readmeIdentity';
import { specOf } from './__testUtils__/specs';

/** Makes an IAM service account, and changes it in every way that the API offers. */
async function exercise(host: TestHost): Promise<number[]> {
  const { put, sandbox } = host;
  const statuses = [];
  for (const bucket of ['one', 'two', 'three', 'four', 'five', 'six']) {
    const grants = [
      { service: 's3', access: 'read', resource: `bucket-${bucket}` },
    ];
    const tags = bucket === 'one' ? { team: 'uploads' } : undefined;
    statuses.push((await put(specOf({ grants, tags }))).status);
  }
  const role = [...sandbox.world.accounts.get(PROD)!.roles.values()].find(
    ({ path }) => path === '/irsa/',
  );
  if (role) {
    role.trustPolicy = role.trustPolicy.replace(':production:', ':staging:');
    role.inlinePolicies.set('theirs', block('json', 0));
  }
  statuses.push((await put(specOf({ grants: [] }))).status);
  await exerciseAssociation(host, role?.arn);
  return [
    ...statuses,
    ...(await exercisePermissions(host)),
    await exerciseDeletion(host),
  ];
}

/** Verifies while an EKS Pod Identity association stands beside the annotation. */
async function exerciseAssociation(
  { get, post, sandbox }: TestHost,
  roleArn: string | undefined,
): Promise<void> {
  const { body } = await get('/service-accounts');
  const [{ id } = { id: undefined }] = body.items;
  if (id === undefined || roleArn === undefined) return;
  const [admin] = sandbox.world.accounts
    .get(PROD)!
    .users.get('administrator')!.accessKeys;
  const eks = new EKSClient({
    endpoint: sandbox.awsEndpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: admin.id, secretAccessKey: admin.secret },
  });
  const { namespace, name, cluster } = specOf();
  const { association } = await eks.send(
    new CreatePodIdentityAssociationCommand({
      clusterName: cluster,
      namespace,
      serviceAccount: name,
      roleArn,
    }),
  );
  await post(`/service-accounts/${id}/verifications`, { live: false });
  await eks.send(
    new DeletePodIdentityAssociationCommand({
      clusterName: cluster,
      associationId: association?.associationId,
    }),
  );
}

/** Asks of what was made everything that reads AWS. */
async function exercisePermissions({ get, post }: TestHost): Promise<number[]> {
  const { body } = await get('/service-accounts');
  const [{ id } = { id: 'none' }] = body.items;
  const requests = [
    { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket-one/a' },
  ];
  const answers = [
    await post(`/service-accounts/${id}/simulations`, {
      requests,
      askAws: true,
    }),
    await post(`/service-accounts/${id}/last-accessed`, {}),
  ];
  return answers.map(({ status }) => status);
}

/** Deletes what was made, with its policy and what somebody left on the role. */
async function exerciseDeletion(host: TestHost): Promise<number> {
  await host.put(specOf());
  const { body } = await host.get('/service-accounts');
  const [{ id } = { id: 'none' }] = body.items;
  return (await host.delete(`/service-accounts/${id}`)).status;
}

const deniedCalls = ({ sandbox }: TestHost) =>
  sandbox.world.calls.all().filter(({ status }) => status === 403);

describe('with exactly the rights of the README', () => {
  let host: TestHost | undefined;
  afterEach(async () => {
    await host?.stop();
    host = undefined;
  });

  it('makes, changes and verifies', async () => {
    host = await startWith(policy);
    expect(await exercise(host)).toEqual(Array(10).fill(200));
    expect(deniedCalls(host)).toEqual([]);
    const { body } = await host.put(specOf());
    expect(body.verification.status).toBe('verified');
    expect(body.verification.liveProof.result).toBe('proved');
  }, 60_000);

  it('answers without the rights of what AWS reports, and names them', async () => {
    host = await startWith({
      ...policy,
      Statement: statements.filter(
        statement =>
          !actionsOf(statement).includes('iam:SimulatePrincipalPolicy'),
      ),
    });
    const { body } = await host.put(specOf());
    const path = `/service-accounts/${body.serviceAccount.id}`;
    const requests = [
      { action: 's3:PutObject', resource: 'arn:aws:s3:::my-app-uploads/a' },
    ];
    const simulated = await host.post(`${path}/simulations`, {
      requests,
      askAws: true,
    });
    expect(simulated.body.results[0]).toMatchObject({
      decision: 'Allowed',
      aws: {
        state: 'not-readable',
        message: 'The backend may not call iam:SimulatePrincipalPolicy.',
      },
    });
    const used = await host.post(`${path}/last-accessed`, {});
    expect(used.status).toBe(503);
    expect(used.body.error.message).toBe(
      'The backend may not call iam:GenerateServiceLastAccessedDetails.',
    );
  }, 60_000);

  it('verifies without the rights that it can do without', async () => {
    const optional = [
      'eks:ListPodIdentityAssociations',
      'iam:GetAccountSummary',
      's3:GetBucketPolicy',
    ];
    host = await startWith({
      ...policy,
      Statement: statements
        .map(statement => ({
          ...statement,
          Action: actionsOf(statement).filter(
            action => !optional.includes(action),
          ),
        }))
        .filter(({ Action }) => Action.length > 0),
    });
    const { body } = await host.put(specOf());
    expect(body.verification.status).toBe('verified');
    const remediations = body.verification.checks.flatMap(
      ({ remediation }: { remediation: string | null }) => remediation ?? [],
    );
    expect(remediations.sort()).toEqual(
      optional.map(right => `Give the backend the right: ${right}`).sort(),
    );
  }, 60_000);

  it('names the right that keeps an inline policy from being read', async () => {
    const fewer = statements.map(statement => ({
      ...statement,
      Action: actionsOf(statement).filter(name => name !== 'iam:GetRolePolicy'),
    }));
    host = await startWith({ ...policy, Statement: fewer });
    await exercise(host);
    const { body } = await host.get('/service-accounts');
    const { body: permissions } = await host.get(
      `/service-accounts/${body.items[0].id}/permissions`,
    );
    expect(permissions.layers[0]).toEqual({
      layer: 'identity',
      state: 'not-read',
      reason: 'The backend may not call iam:GetRolePolicy.',
    });
  }, 60_000);

  it('may not touch the role of somebody else', async () => {
    host = await startWith(policy);
    const [role] = host.sandbox.world.accounts.get(PROD)!.roles.values();
    const iam = new IAMClient({
      endpoint: host.sandbox.awsEndpoint,
      region: 'eu-west-1',
      credentials: KEYS,
    });
    await expect(
      iam.send(
        new UpdateAssumeRolePolicyCommand({
          RoleName: role.name,
          PolicyDocument: role.trustPolicy,
        }),
      ),
    ).rejects.toMatchObject({ name: expect.stringMatching(/^AccessDenied/) });
  }, 60_000);

  it.each(statements.flatMap(actionsOf))(
    'needs %s',
    async action => {
      const fewer = statements
        .map(statement => ({
          ...statement,
          Action: actionsOf(statement).filter(name => name !== action),
        }))
        .filter(({ Action }) => Action.length > 0);
      host = await startWith({ ...policy, Statement: fewer });
      await exercise(host);
      expect(deniedCalls(host)).not.toEqual([]);
    },
    60_000,
  );

  it('needs the right to write in the namespace', async () => {
    host = await startWith(policy, []);
    const { status, body } = await host.put(specOf());
    expect(status).toBe(503);
    expect(body.error.message).toContain(
      'Create ServiceAccount production/uploads',
    );
    expect(body.error.message).toContain('answered 403');
  }, 60_000);
});
