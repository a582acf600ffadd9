import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { setTimeout as sleep } from 'node:timers/promises';
import { specOf } from '../__testUtils__/core';
import {
  A,
  B,
  boundaryIn,
  startTargetStage,
  type TargetStage,
} from '../__testUtils__/targetStage';

describe('the lifecycle of a role in another account with EKS Pod Identity', () => {
  let stage: TargetStage;

  beforeAll(async () => {
    stage = await startTargetStage();
  });
  afterAll(() => stage?.host.stop());

  it('can be shared, and one of its ServiceAccounts can leave it', async () => {
    const shared = (name: string) =>
      stage.inB(name, { roleName: 'shared-target' });
    const { body: one } = await stage.host.put(shared('sharer-a'));
    const { body: two } = await stage.host.put(shared('sharer-b'));
    expect(two.error).toBeUndefined();
    expect(two.verification.status).toBe('verified');
    const sids = () =>
      [A, B].map(
        id =>
          JSON.parse(stage.account(id).roles.get('shared-target')!.trustPolicy)
            .Statement.length,
      );
    expect(sids()).toEqual([2, 2]);
    await stage.host.delete(`/service-accounts/${one.serviceAccount.id}`);
    expect(sids()).toEqual([1, 1]);
    expect((await stage.verify(two.serviceAccount.id)).status).toBe('verified');
    // Every ServiceAccount with this pod role could also assume the target role.
    expect(
      await stage.rulesOf(
        specOf({ name: 'thief', roleName: 'shared-target', grants: [] }),
      ),
    ).toContain('roleName pod-role');
  });

  it('is shared again if somebody deleted the pod role', async () => {
    const shared = (name: string) =>
      stage.inB(name, { roleName: 'shared-again' });
    const names = ['again-a', 'again-b'];
    for (const name of names) {
      expect((await stage.host.put(shared(name))).status).toBe(200);
    }
    const before = stage.account(B).roles.get('shared-again')!.trustPolicy;
    const { awsEndpoint, administrators } = stage.host.sandbox;
    const iam = new IAMClient({
      region: 'eu-west-1',
      endpoint: awsEndpoint,
      credentials: administrators.get(A)!,
    });
    const RoleName = 'shared-again';
    const PolicyName = 'assume-target-role';
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
    expect(stage.account(B).roles.get('shared-again')!.trustPolicy).toMatch(
      /AROA.*AROA/,
    );
    for (const name of names) {
      const { body } = await stage.host.put(shared(name));
      expect(body.error).toBeUndefined();
      expect(body.verification.status).toBe('verified');
    }
    expect(
      JSON.parse(stage.account(B).roles.get('shared-again')!.trustPolicy),
    ).toEqual(JSON.parse(before));
  });

  it('is not reached through a role with another purpose', async () => {
    const spec = specOf({ name: 'busy', mechanism: 'pod-identity' });
    await stage.host.put(spec);
    expect(await stage.rulesOf(stage.inB('busy'))).toEqual([
      'accountId pod-role-conflict',
    ]);
    const { body } = await stage.host.put(
      stage.inB('busy', { roleName: 'busy-moved' }),
    );
    expect(body.error).toBeUndefined();
    expect(body.verification.status).toBe('verified');
    expect(stage.namesLike('busy-').sort()).toEqual([
      `arn:aws:iam::${B}:policy/irsa/busy-moved`,
      'busy-moved',
      'busy-moved',
    ]);
  });

  it('is refused if the boundary of the pod role denies access to the target', async () => {
    const boundary = stage.account(A).policies.get(boundaryIn(A))!;
    const { versions } = boundary;
    const kept = versions.map(({ document }) => document);
    versions.forEach(version => {
      version.document = version.document.replace('role/irsa/', 'role/other/');
    });
    expect(await stage.rulesOf(stage.inB('bounded'))).toEqual([
      'accountId pod-role-boundary',
    ]);
    versions.forEach((version, index) => {
      version.document = kept[index];
    });
    expect(await stage.rulesOf(stage.inB('bounded'))).toEqual([]);
  });

  it('moves to a new name together with its pod role', async () => {
    await stage.host.put(stage.inB('mover'));
    const { body } = await stage.host.put(
      stage.inB('mover', { roleName: 'mover-next' }),
    );
    expect(body.error).toBeUndefined();
    expect(body.verification.status).toBe('verified');
    expect(stage.namesLike('mover-').sort()).toEqual([
      `arn:aws:iam::${B}:policy/irsa/mover-next`,
      'mover-next',
      'mover-next',
    ]);
  });

  it('leaves nothing behind', async () => {
    const { body } = await stage.host.put(stage.inB('goner'));
    const place = stage.host.sandbox.world.calls.count;
    const { status } = await stage.host.delete(
      `/service-accounts/${body.serviceAccount.id}`,
    );
    expect(status).toBe(200);
    const writes = stage.writesSince(place);
    expect(writes[0]).toBe('DeletePodIdentityAssociation');
    expect(writes.filter(name => name === 'DeleteRole')).toHaveLength(2);
    expect(stage.namesLike('goner')).toEqual([]);
  });

  it('is rolled back with everything created before, if the association cannot be created', async () => {
    stage.account(A).serviceControlPolicies = [
      [
        {
          name: 'limit',
          document: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: '*', Resource: '*' },
              {
                Effect: 'Deny',
                Action: 'eks:CreatePodIdentityAssociation',
                Resource: '*',
              },
            ],
          }),
        },
      ],
    ];
    const { body } = await stage.host.put(stage.inB('refused'), {
      Prefer: 'respond-async',
    });
    let operation = body;
    while (operation.status === 'running') {
      await sleep(50);
      operation = (await stage.host.get(`/operations/${body.id}`)).body;
    }
    stage.account(A).serviceControlPolicies = [];
    expect(operation.status).toBe('failed');
    await stage.host.post(`/operations/${body.id}/rollbacks`, {});
    expect(stage.namesLike('refused')).toEqual([]);
  });

  it('is reached by a migration from IRSA in the same account, and the migration back works', async () => {
    const irsa = { ...stage.inB('walker'), mechanism: 'irsa' as const };
    const { body } = await stage.host.put(irsa);
    expect(body.error).toBeUndefined();
    const { id, roleArn } = body.serviceAccount;
    const migrate = (to: string) =>
      stage.host.post(`/service-accounts/${id}/migrations`, { to });
    const { body: there } = await migrate('pod-identity');
    expect(there.error).toBeUndefined();
    expect(there.serviceAccount.verification.status).toBe('verified');
    expect(stage.associationOf('walker')).toMatchObject({
      targetRoleArn: roleArn,
    });
    const { body: back } = await migrate('irsa');
    expect(back.error).toBeUndefined();
    expect(back.serviceAccount.verification.status).toBe('verified');
    const [podRole, target] = stage.rolesOf('walker');
    expect(podRole).toBeUndefined();
    expect(target!.arn).toBe(roleArn);
    expect(JSON.parse(target!.trustPolicy).Statement).toHaveLength(1);
  });
});
