import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';
import {
  irsaApprovalGatesExtensionPoint,
  type ApprovalGateDecision,
} from '@backstage-irsa/plugin-irsa-node';
import type { Knex } from 'knex';
import request from 'supertest';
import {
  ADA,
  BUCKET,
  EVE,
  SEC,
  SECRET,
  SECURITY,
  TEAM,
} from '../__testUtils__/approvals/people';
import { componentOf, specOf } from '../__testUtils__/core';
import { API, type TestHost } from '../__testUtils__/host';
import { startFleetHost } from '../__testUtils__/inventory/host';

const TABLE = {
  service: 'dynamodb',
  access: 'read' as const,
  resource: 'orders',
};

describe('an approval of an operation that did not finish', () => {
  let host: TestHost & { knex: Knex };
  /** The decision of another system. */
  let decision: ApprovalGateDecision['decision'] = 'pending';
  const gate = createBackendModule({
    pluginId: 'irsa',
    moduleId: 'gate',
    register(env) {
      env.registerInit({
        deps: { gates: irsaApprovalGatesExtensionPoint },
        async init({ gates }) {
          gates.addGate({ id: 'other', decide: async () => ({ decision }) });
        },
      });
    },
  });
  beforeAll(async () => {
    host = await startFleetHost(
      {},
      {
        entities: () => [componentOf('uploads', TEAM)],
        irsa: {
          approvals: [
            {
              name: 'secrets',
              grants: ['secretsmanager:*'],
              approvers: [SECURITY],
            },
            { name: 'tables', grants: ['dynamodb:*'], gate: 'other' },
          ],
        },
        features: [gate],
        users: { [ADA]: [TEAM], [EVE]: [TEAM], [SEC]: [SECURITY] },
      },
    );
  });
  afterAll(() => host?.stop());

  const account = () => host.sandbox.world.accounts.get('111122223333')!;
  const deny = (...actions: string[]) => {
    const Statement = [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: actions, Resource: '*' },
    ];
    const document = JSON.stringify({ Version: '2012-10-17', Statement });
    account().serviceControlPolicies =
      actions.length > 0 ? [[{ name: 'limit', document }]] : [];
  };
  const send = (
    method: 'get' | 'put' | 'post' | 'delete',
    path: string,
    who: string,
    body?: object,
  ) =>
    request(host.backend.server)
      [method](`${API}${path}`)
      .set('Authorization', mockCredentials.user.header(who))
      .send(body);
  const specFor = (
    name: string,
    change: Partial<IamServiceAccountSpec> = {},
  ): IamServiceAccountSpec => specOf({ name, grants: [SECRET], ...change });
  const apply = async (spec: object, who = ADA): Promise<number> =>
    (await send('put', '/service-accounts', who, { spec })).status;
  const approve = async (spec: IamServiceAccountSpec): Promise<string> => {
    const { body } = await send('put', '/service-accounts', ADA, { spec });
    const [{ id }] = body.error.approvals;
    const path = `/approvals/${id}/decisions`;
    await send('post', path, SEC, { decision: 'approve' });
    return id;
  };
  /** Applies an approved spec. AWS denies the attachment of the policy, so policy and role exist, but the operation fails. */
  const cutOff = async (name: string): Promise<string> => {
    const spec = specFor(name);
    const id = await approve(spec);
    deny('iam:AttachRolePolicy');
    expect(await apply(spec)).toBe(503);
    deny();
    return id;
  };
  const stateOf = async (id: string) =>
    (await send('get', `/approvals/${id}`, SEC)).body.state;

  it('is used again until the operation succeeds', async () => {
    const spec = specFor('goes-on');
    const id = await cutOff('goes-on');
    // The operation of a killed process never ends.
    await host.knex('operations').update({ status: 'running', alive_at: 0 });
    deny('iam:AttachRolePolicy');
    expect(await apply(spec)).toBe(503);
    deny();
    const { status, body } = await send('put', '/service-accounts', ADA, {
      spec,
    });
    expect([status, body.verification?.status]).toEqual([200, 'verified']);
    expect(await stateOf(id)).toBe('used');
    const all = await send('get', '/approvals', SEC);
    expect(
      all.body.items.filter(
        (each: { name: string }) => each.name === spec.name,
      ),
    ).toHaveLength(1);

    const path = `/service-accounts/${body.serviceAccount.id}`;
    expect((await send('delete', path, ADA)).status).toBe(200);
    expect(await apply(spec)).toBe(409);
  });

  it.each(['approvals', 'operations', 'service_accounts'])(
    'is not lost if the process or the database fails at the first write of %s',
    async table => {
      const spec = specFor(`ends-at-${table.replace('_', '-')}`);
      const id = await approve(spec);
      await host.knex.raw(
        `CREATE TRIGGER ends BEFORE ${
          table === 'approvals' ? 'UPDATE' : 'INSERT'
        } ON ${table} BEGIN SELECT RAISE(ABORT, 'ends'); END`,
      );
      expect(await apply(spec)).toBeGreaterThanOrEqual(500);
      await host.knex.raw('DROP TRIGGER ends');
      expect(await stateOf(id)).toBe(
        table === 'service_accounts' ? 'used' : 'approved',
      );
      expect(await apply(spec)).toBe(200);
      expect(await stateOf(id)).toBe('used');
      // The approval is not used twice.
      account().roles.delete(
        [...account().roles.keys()].find(role => role.startsWith(spec.name))!,
      );
      expect(await apply(spec)).toBe(409);
    },
  );

  it('is requested again from an external system, which may withdraw it', async () => {
    const spec = specFor('gated', { grants: [TABLE] });
    expect(await apply(spec)).toBe(409);
    decision = 'approved';
    deny('iam:AttachRolePolicy');
    expect(await apply(spec)).toBe(503);
    deny();
    decision = 'pending';
    expect(await apply(spec)).toBe(409);
    decision = 'approved';
    expect(await apply(spec)).toBe(200);
  });

  it('is not valid to join a role that got more policies meanwhile', async () => {
    const shared = { roleName: 'common' };
    await approve(specFor('opens', shared));
    expect(await apply(specFor('opens', shared))).toBe(200);
    const { attachedPolicyArns } = account().roles.get('common')!;
    attachedPolicyArns.push('arn:aws:iam::aws:policy/ReadOnlyAccess');
    decision = 'approved';
    const spec = specFor('joins', shared);
    await approve(spec);
    deny('iam:UpdateAssumeRolePolicy');
    expect(await apply(spec)).toBe(503);
    deny();
    attachedPolicyArns.push('arn:aws:iam::aws:policy/AdministratorAccess');
    expect(await apply(spec)).toBe(409);
    attachedPolicyArns.pop();
    expect(await apply(spec)).toBe(200);
  });

  it.each<
    [string, (spec: IamServiceAccountSpec, id: string) => Promise<number>]
  >([
    ['another spec', spec => apply({ ...spec, grants: [SECRET, BUCKET] })],
    ['somebody else', spec => apply(spec, EVE)],
    [
      'a step that was done and undone',
      async spec => {
        const [name] = [...account().roles.keys()].filter(role =>
          role.startsWith(`${spec.name}-`),
        );
        account().roles.delete(name);
        return apply(spec);
      },
    ],
    [
      'the same spec after another was applied',
      async spec => {
        expect(await apply({ ...spec, grants: [BUCKET] })).toBe(200);
        return apply(spec);
      },
    ],
    [
      'the same spec after a rollback',
      async spec => {
        const { id } = await host
          .knex('operations')
          .orderBy('created_at', 'desc')
          .first();
        const path = `/operations/${id}/rollbacks`;
        expect((await send('post', path, ADA)).status).toBe(200);
        return apply(spec);
      },
    ],
    [
      'the same spec after it has lapsed',
      async (spec, id) => {
        const expires_at = new Date().toISOString();
        await host.knex('approvals').where({ id }).update({ expires_at });
        return apply(spec);
      },
    ],
  ])('is not valid for %s', async (what, attack) => {
    const name = what.replace(/ /g, '-').slice(0, 30);
    const id = await cutOff(name);
    expect(await attack(specFor(name), id)).toBe(409);
  });
});
