import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';
import { namespaceRule } from '../__testUtils__/namespaceRule';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { specOf } from '../__testUtils__/core';

const A = '111122223333';
const B = '444455556666';
const PODS = { mechanism: 'pod-identity' as const };

describe('a ServiceAccount that moves', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost({
      irsa: {
        namespaceRules: [
          namespaceRule(['group:default/team'], { accounts: [A, B] }),
        ],
      },
    });
  });
  afterAll(() => host?.stop());

  const account = (id: string) => host.sandbox.world.accounts.get(id)!;
  const arnsIn = (id: string) =>
    [...account(id).roles.values(), ...account(id).policies.values()].map(
      ({ arn }) => arn,
    );
  const apply = async (spec: IamServiceAccountSpec) => {
    const { status, body } = await host.put(spec);
    expect({ status, error: body.error }).toEqual({ status: 200 });
    expect(body.verification.status).toBe('verified');
    expect(body.serviceAccount.drift).toEqual([]);
    return body.serviceAccount;
  };
  const changes = async (spec: IamServiceAccountSpec): Promise<string[]> => {
    const { body } = await host.post('/plans', { spec });
    expect(body.violations).toEqual([]);
    return body.steps
      .filter(({ action }: { action: string }) => action !== 'none')
      .map(
        ({ id, action }: { id: string; action: string }) => `${action} ${id}`,
      );
  };
  const associationOf = (name: string) =>
    [
      ...host.sandbox.world.clusters
        .get('prod-eu')!
        .podIdentityAssociations.values(),
    ].find(({ serviceAccount }) => serviceAccount === name)!;
  const forbid = (Action: string) => {
    const document = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action, Resource: '*' },
      ],
    });
    account(A).serviceControlPolicies = [[{ name: 'limit', document }]];
  };

  it('to a role in another account leaves nothing in the first, and can return', async () => {
    const here = specOf({ name: 'abroad' });
    const there = { ...here, accountId: B };
    const { roleArn } = await apply(here);
    const policyArn = roleArn.replace(':role/', ':policy/');
    await apply(there);
    const moved = [roleArn, policyArn].map(arn => arn.replace(A, B));
    for (const arn of [roleArn, policyArn]) {
      expect(arnsIn(A)).not.toContain(arn);
    }
    expect(arnsIn(B)).toEqual(expect.arrayContaining(moved));
    expect(await changes(there)).toEqual([]);

    expect(await changes(here)).toEqual([
      'create policy',
      'create role',
      'create role-policy-attachment',
      'update service-account',
      'delete left-role-policy-attachment',
      'delete left-role',
      'delete left-policy',
    ]);
    expect((await apply(here)).roleArn).toBe(roleArn);
    for (const arn of moved) expect(arnsIn(B)).not.toContain(arn);
  });

  it('out of a shared role in another account loses its statement for the provider there', async () => {
    const shared = { accountId: B, roleName: 'shared-abroad' };
    await apply(specOf({ name: 'abroad-stays', ...shared }));
    await apply(specOf({ name: 'abroad-goes', ...shared }));
    const { trustPolicy } = account(B).roles.get('shared-abroad')!;
    expect(trustPolicy).toContain(':abroad-goes"');
    await apply(specOf({ name: 'abroad-goes' }));
    const left = account(B).roles.get('shared-abroad')!.trustPolicy;
    expect(left).not.toContain(':abroad-goes"');
    expect(left).toContain(':abroad-stays"');
  });

  it('with EKS Pod Identity gets its new role through its association, and then loses the old one', async () => {
    const spec = specOf({ name: 'pods-move', ...PODS });
    const { roleArn } = await apply(spec);
    const moved = { ...spec, roleName: 'pods-moved' };
    expect(await changes(moved)).toEqual([
      'create policy',
      'create role',
      'create role-policy-attachment',
      'update pod-identity-association',
      'delete left-role-policy-attachment',
      'delete left-role',
      'delete left-policy',
    ]);
    const { roleArn: now } = await apply(moved);
    expect(associationOf('pods-move').roleArn).toBe(now);
    expect(arnsIn(A)).not.toContain(roleArn);
  });

  it('with EKS Pod Identity out of a shared role removes its own statement', async () => {
    const shared = { roleName: 'pods-shared', ...PODS };
    await apply(specOf({ name: 'pods-stay', ...shared }));
    await apply(specOf({ name: 'pods-go', ...shared }));
    expect(account(A).roles.get('pods-shared')!.trustPolicy).toContain(
      '"pods-go"',
    );
    await apply(specOf({ name: 'pods-go', ...PODS }));
    const left = account(A).roles.get('pods-shared')!.trustPolicy;
    expect(left).not.toContain('"pods-go"');
    expect(left).toContain('"pods-stay"');
  });

  it('with EKS Pod Identity is not rolled back once its association gives the new role', async () => {
    const spec = specOf({ name: 'pods-kept', ...PODS });
    await apply(spec);
    forbid('iam:DeleteRole');
    const moved = { ...spec, roleName: 'pods-kept-moved' };
    const { body } = await host.put(moved, { Prefer: 'respond-async' });
    let operation = body;
    while (operation.status === 'running') {
      await new Promise(resolve => setTimeout(resolve, 50));
      operation = (await host.get(`/operations/${body.id}`)).body;
    }
    account(A).serviceControlPolicies = [];
    expect(operation.status).toBe('failed');
    const refused = await host.post(`/operations/${body.id}/rollbacks`, {});
    expect(refused.status).toBe(409);
    expect(account(A).roles.has('pods-kept-moved')).toBe(true);
    await apply(moved);
  });

  it('has no record of an association that no longer exists', async () => {
    const spec = specOf({ name: 'pods-forgotten', ...PODS });
    const { id } = await apply(spec);
    const migrated = await host.post(`/service-accounts/${id}/migrations`, {
      to: 'irsa',
    });
    expect(migrated.status).toBe(200);
    expect(associationOf('pods-forgotten')).toBeUndefined();
    const { roleArn } = migrated.body.serviceAccount;
    const role = account(A).roles.get(roleArn.split('/').pop())!;
    expect(role.trustPolicy).not.toContain('pods.eks.amazonaws.com');
    // It belongs to others, whatever its tags claim.
    const association = associationOf('pods-stay');
    host.sandbox.world.clusters
      .get('prod-eu')!
      .podIdentityAssociations.set('a-theirs', {
        ...association,
        id: 'a-theirs',
        serviceAccount: 'pods-forgotten',
      });
    const { spec: asked } = (await host.get(`/service-accounts/${id}`)).body;
    await host.put(asked);
    expect(associationOf('pods-forgotten').id).toBe('a-theirs');
  });
});
