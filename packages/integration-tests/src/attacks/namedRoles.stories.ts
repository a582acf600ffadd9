import { setTimeout as sleep } from 'node:timers/promises';
import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { componentOf, specOf } from '../__testUtils__/core';
import { API } from '../__testUtils__/host';
import {
  startFleetHost,
  type FleetHost,
} from '../__testUtils__/inventory/host';
import { namespaceRule } from '../__testUtils__/namespaceRule';

const TEAM = 'group:default/team';
const OTHERS = 'group:default/others';
const THEIR_FILES = { service: 's3', access: 'read', resource: 'their-files' };
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const VICTIM = 'user:default/victim';
const ATTACKER = 'user:default/attacker';

describe('naming the role of another owner', () => {
  let host: FleetHost;
  beforeAll(async () => {
    host = await startFleetHost(
      {},
      {
        entities: () => [
          componentOf('uploads', TEAM),
          componentOf('theirs', OTHERS),
        ],
        users: { [VICTIM]: [TEAM], [ATTACKER]: [OTHERS] },
        irsa: {
          namespaceRules: [
            namespaceRule([TEAM]),
            namespaceRule([OTHERS], {
              namespaces: ['production'],
              resources: ['arn:aws:s3:::their-*'],
            }),
          ],
        },
      },
    );
  });
  afterAll(() => host?.stop());

  const as = (who: string) => mockCredentials.user.header(who);
  const put = (who: string, spec: object) =>
    request(host.backend.server)
      .put(`${API}/service-accounts`)
      .set('Authorization', as(who))
      .send({ spec });
  const specFor = (name: string, change: object = {}) =>
    specOf({ name, grants: [], ...change });
  const ofAttacker = { entityRef: 'component:default/theirs', owner: OTHERS };
  /** Returns what the attacker is told about a spec, by a plan and by an apply. */
  const told = async (spec: object) => {
    const planned = await request(host.backend.server)
      .post(`${API}/plans`)
      .set('Authorization', as(ATTACKER))
      .send({ spec });
    return [planned.text, (await put(ATTACKER, spec)).text];
  };
  const leased = () => host.knex('role_leases').pluck('role_arn');
  const roles = () => host.sandbox.world.accounts.get('111122223333')!.roles;

  /** Sends the attacker's request, and runs `work` while the backend is reading the role. Returns the response. */
  const meanwhile = async (
    spec: object,
    work: () => Promise<unknown>,
  ): Promise<{ status: number; text: string }> => {
    const { disturbances } = host.sandbox.world;
    disturbances.replace([
      {
        ...{ kind: 'delay', service: 'iam', operation: 'GetRole' },
        ...{ milliseconds: 4_000, count: 1 },
      },
    ]);
    const answer = put(ATTACKER, spec).then(({ status, text }) => ({
      status,
      text,
    }));
    while (disturbances.list().disturbances[0].hits === 0) await sleep(10);
    await work();
    return answer;
  };

  it.each([
    ['by its name', { roleName: 'ledger' }],
    ['in another letter case', { roleName: 'LEDGER' }],
    ['under another path', { roleName: 'ledger', rolePath: '/irsa/theirs/' }],
  ])('%s does not block the owner', async (_, change) => {
    const made = await put(VICTIM, specFor('ledger', { roleName: 'ledger' }));
    expect([made.status, made.text]).toEqual([200, expect.anything()]);
    const { status, text } = await meanwhile(
      specFor('x', { ...ofAttacker, ...change }),
      async () => {
        expect(await leased()).toEqual([]);
        const again = await put(
          VICTIM,
          specFor('ledger', { roleName: 'ledger' }),
        );
        expect(again.status).toBe(200);
      },
    );
    expect([status, text]).toEqual([
      400,
      expect.stringContaining('[other-owner]'),
    ]);
  });

  it.each([
    ['with grants', { grants: [THEIR_FILES] }],
    ['with a managed policy', { managedPolicyArns: [READ_ONLY] }],
  ])(
    '%s does not reveal where the ServiceAccounts of the role are',
    async (_, change) => {
      const made = await put(
        VICTIM,
        specFor('payouts', { namespace: 'finance', roleName: 'vault' }),
      );
      expect([made.status, made.text]).toEqual([200, expect.anything()]);
      const spec = specFor('z', {
        ...ofAttacker,
        roleName: 'vault',
        ...change,
      });
      for (const text of await told(spec)) {
        expect(text).toContain('other-owner');
        expect(text).not.toContain('finance');
      }
    },
  );

  it.each([
    ['by its name', {}],
    ['in another letter case', { roleName: 'MISSING' }],
    ['under another path', { rolePath: '/irsa/theirs/' }],
  ])('is refused while AWS does not show the role, %s', async (_, change) => {
    const made = await put(VICTIM, specFor('missing', { roleName: 'missing' }));
    expect([made.status, made.text]).toEqual([200, expect.anything()]);
    const role = roles().get('missing')!;
    roles().delete('missing');
    const spec = specFor('z', {
      ...ofAttacker,
      ...{ roleName: 'missing', ...change },
    });
    const files = (path: string) =>
      request(host.backend.server)
        .post(`${API}${path}`)
        .set('Authorization', as(ATTACKER))
        .send({ spec, format: 'terraform' });
    const texts = [
      ...(await told(spec)),
      (await files('/renderings')).text,
      (await files('/deliveries')).text,
    ];
    for (const text of texts) {
      expect(text).toContain('other-owner');
      expect(text).not.toContain('aws_iam_role');
    }
    roles().set('missing', role);
  });

  it('does not reveal which stack of another tool manages it', async () => {
    await put(VICTIM, specFor('stacked', { roleName: 'stacked' }));
    const stack = { key: 'terraform:workspace', value: 'payroll-live' };
    roles().get('stacked')!.tags.push(stack);
    for (const text of await told(
      specFor('z', { ...ofAttacker, roleName: 'stacked' }),
    )) {
      expect(text).toContain('other-owner');
      expect(text).not.toContain(stack.value);
    }
  });

  it('does not write a role that its owner deletes meanwhile', async () => {
    const { body } = await put(VICTIM, specFor('gone', { roleName: 'gone' }));
    const { status, text } = await meanwhile(
      specFor('y', { ...ofAttacker, roleName: 'gone' }),
      async () => {
        const deleted = await request(host.backend.server)
          .delete(`${API}/service-accounts/${body.serviceAccount.id}`)
          .set('Authorization', as(VICTIM));
        expect(deleted.status).toBe(200);
      },
    );
    expect([status, text]).toEqual([
      409,
      expect.stringContaining('was when this request began'),
    ]);
    expect(roles().has('gone')).toBe(false);
    // The name is now free.
    const later = await put(
      ATTACKER,
      specFor('y', { ...ofAttacker, roleName: 'gone' }),
    );
    expect(later.status).toBe(200);
  });
});
