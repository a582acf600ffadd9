import type { Knex } from 'knex';
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { namespaceRule } from '../__testUtils__/namespaceRule';
import { auditLog } from '../__testUtils__/auditLog';
import type { TestHost } from '../__testUtils__/host';
import { startFleetHost } from '../__testUtils__/inventory/host';
import { specOf } from '../__testUtils__/core';
import { pseudonymsWith } from '../__testUtils__/internals';

const SECRET = 'a-secret-of-at-least-32-characters';
const USER = 'user:default/mock';

describe('recorded changes with pseudonyms', () => {
  const auditor = auditLog();
  const denied = new Set<string>();
  const answer = async (
    requests: { permission: { name: string } }[],
  ): Promise<{ result: AuthorizeResult.ALLOW | AuthorizeResult.DENY }[]> =>
    requests.map(({ permission: { name } }) => ({
      result: denied.has(name) ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
    }));
  const permissions = mockServices.permissions.mock({
    authorize: answer,
    authorizeConditional: answer,
  });
  let host: TestHost & { knex: Knex };

  beforeAll(async () => {
    host = await startFleetHost(
      {},
      {
        irsa: {
          audit: {
            pseudonymSecret: SECRET,
            readerGroups: ['group:default/team'],
          },
          namespaceRules: [namespaceRule([USER])],
        },
        features: [auditor.factory, permissions.factory],
      },
    );
    await host.put(specOf({ owner: USER }));
  });
  afterAll(() => host?.stop());

  it('name no user, neither as requester nor in documents', async () => {
    const name = pseudonymsWith(SECRET)(USER);
    const { body } = await host.get('/changes');
    expect(body.items[0]).toMatchObject({ requester: name, owner: name });
    const whole = [
      await host.knex('changes'),
      await host.knex('change_writes'),
      await host.knex('change_results'),
      auditor.changes,
      (await host.get('/exports/changes?format=json')).body,
    ];
    for (const part of whole) {
      expect(JSON.stringify(part)).not.toContain(USER);
      expect(part).not.toEqual([]);
    }
    expect(JSON.stringify(await host.knex('change_writes'))).toContain(name);
  });

  it('are still shown to an owner who is a user', async () => {
    const [{ serviceAccount }] = (await host.get('/changes')).body.items;
    const path = `/service-accounts/${serviceAccount.id}/changes`;
    expect((await host.get(path)).body.total).toBe(1);
  });

  it('can be found by pseudonym but not by name, which would reveal the user', async () => {
    const name = pseudonymsWith(SECRET)(USER);
    const total = async (requester: string) =>
      (await host.get(`/changes?requester=${requester}`)).body.total;
    expect(await total(name)).toBe(1);
    expect(await total(USER)).toBe(0);
  });

  it.each([
    '/changes',
    '/changes/none',
    '/exports/changes',
    '/exports/access-review',
  ])(
    'are refused at %s to a caller with every permission except irsa.audit.read',
    async path => {
      denied.add('irsa.audit.read');
      const { status, body } = await host.get(path);
      denied.clear();
      expect(status).toBe(403);
      expect(body.error.message).toContain('irsa.audit.read');
      expect(auditor.events[auditor.events.length - 1].outcome).toBe('failed');
    },
  );

  it('cannot be changed or deleted by any route', async () => {
    const [{ id }] = (await host.get('/changes')).body.items;
    for (const path of ['/changes', `/changes/${id}`]) {
      for (const answered of [
        await host.delete(path),
        await host.post(path, {}),
      ]) {
        expect([404, 405]).toContain(answered.status);
      }
    }
    expect((await host.get(`/changes/${id}`)).status).toBe(200);
  });
});
