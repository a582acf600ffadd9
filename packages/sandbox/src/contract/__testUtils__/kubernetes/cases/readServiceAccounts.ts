// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import { operation } from '../../aspects';
import type { Session } from '../session';
import {
  account,
  expectRefusal,
  makeAccounts,
  namesOf,
  visitor,
} from './objects';

const ROLE = 'eks.amazonaws.com/role-arn';
const arn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const at = (s: Session, name = '') => s.path(`serviceaccounts/${name}`);
const all = (s: Session) => s.path('serviceaccounts');

export const get = operation<Session>('get serviceaccounts', {
  success: {
    'answers with what was made': async s => {
      await s.aside.post(all(s), account('orders', { [ROLE]: arn('orders') }));
      const { status, body } = await s.get(at(s, 'orders'));
      expect(status).toBe(200);
      expect(body).toMatchObject({
        kind: 'ServiceAccount',
        apiVersion: 'v1',
        metadata: { name: 'orders', annotations: { [ROLE]: arn('orders') } },
      });
    },
    'finds the default of a namespace': async s => {
      const { body } = await s.eventually(
        t => t.get(at(t, 'default')),
        ({ status }) => status === 200,
      );
      expect(body.metadata.name).toBe('default');
    },
  },
  'not-found': {
    'there is none of that name': async s => {
      expectRefusal(
        await s.get(at(s, 'nobody')),
        404,
        'NotFound',
        'serviceaccounts "nobody" not found',
      );
    },
    'there is no such namespace': async s => {
      expectRefusal(
        await s.get('/api/v1/namespaces/nowhere/serviceaccounts/nobody'),
        404,
        'NotFound',
      );
    },
  },
  forbidden: {
    'a user without the right is told verb, resource and namespace':
      async s => {
        const user = await visitor(s, []);
        expectRefusal(
          await user.get(at(s, 'orders')),
          403,
          'Forbidden',
          `serviceaccounts "orders" is forbidden: User "system:serviceaccount:${s.namespace}:visitor" cannot get resource "serviceaccounts" in API group "" in the namespace "${s.namespace}"`,
        );
      },
    'a right by resourceNames holds for these names and no other': async s => {
      await makeAccounts(s, 'mine', 'theirs');
      const user = await visitor(s, [
        {
          apiGroups: [''],
          resources: ['serviceaccounts'],
          resourceNames: ['mine'],
          verbs: ['get'],
        },
      ]);
      const mine = await user.eventually(
        t => t.get(at(t, 'mine')),
        ({ status }) => status === 200,
      );
      expect(mine.status).toBe(200);
      expectRefusal(await user.get(at(s, 'theirs')), 403, 'Forbidden');
      expectRefusal(await user.get(all(s)), 403, 'Forbidden');
    },
    'anyone who brings no valid token is nobody': async s => {
      expectRefusal(
        await s.as('no-token-of-anybody').get(at(s, 'orders')),
        401,
        'Unauthorized',
        'Unauthorized',
      );
    },
  },
});

export const list = operation<Session>('list serviceaccounts', {
  success: {
    'are in the order of their names': async s => {
      await makeAccounts(s, 'b', 'a', 'c');
      const answer = await s.eventually(
        t => t.get(all(t)),
        ({ body }) => body.items.length === 4,
      );
      expect(answer.body.kind).toBe('ServiceAccountList');
      expect(namesOf(answer)).toEqual(['a', 'b', 'c', 'default']);
    },
    'are those that a label selector wants': async s => {
      for (const team of ['shop', 'data']) {
        await s.aside.post(all(s), {
          metadata: { name: `of-${team}`, labels: { team } },
        });
      }
      const equal = await s.get(`${all(s)}?labelSelector=team%3Dshop`);
      expect(namesOf(equal)).toEqual(['of-shop']);
      const among = await s.get(
        `${all(s)}?labelSelector=team+in+(shop,data),team!%3Dshop`,
      );
      expect(namesOf(among)).toEqual(['of-data']);
    },
    'are those that a field selector wants': async s => {
      await makeAccounts(s, 'one', 'two');
      const answer = await s.get(`${all(s)}?fieldSelector=metadata.name%3Dtwo`);
      expect(namesOf(answer)).toEqual(['two']);
    },
  },
  'not-found': {
    'a namespace that is not there has none': async s => {
      const answer = await s.get('/api/v1/namespaces/nowhere/serviceaccounts');
      expect(answer.status).toBe(200);
      expect(answer.body.items).toEqual([]);
    },
  },
  paging: {
    'pages are full, in order, and say how many are left': async s => {
      await makeAccounts(s, 'a', 'b', 'c', 'd');
      await s.aside.eventually(
        t => t.get(at(t, 'default')),
        ({ status }) => status === 200,
      );
      const first = await s.get(`${all(s)}?limit=2`);
      expect(namesOf(first)).toEqual(['a', 'b']);
      expect(first.body.metadata.remainingItemCount).toBe(3);
      const token = encodeURIComponent(first.body.metadata.continue);
      const second = await s.aside.get(`${all(s)}?limit=2&continue=${token}`);
      expect(namesOf(second)).toEqual(['c', 'd']);
      const next = encodeURIComponent(second.body.metadata.continue);
      const third = await s.aside.get(`${all(s)}?limit=2&continue=${next}`);
      expect(namesOf(third)).toEqual(['default']);
      expect(third.body.metadata).not.toHaveProperty('continue');
      expect(third.body.metadata).not.toHaveProperty('remainingItemCount');
    },
    'a page shows what the list was when it began': async s => {
      await makeAccounts(s, 'a', 'b', 'c');
      const first = await s.aside.get(`${all(s)}?limit=2`);
      await makeAccounts(s, 'bb');
      const token = encodeURIComponent(first.body.metadata.continue);
      const second = await s.aside.get(`${all(s)}?continue=${token}`);
      expect(namesOf(second)).not.toContain('bb');
      expect(second.body.metadata.resourceVersion).toBe(
        first.body.metadata.resourceVersion,
      );
    },
    'with a selector the rest is not counted': async s => {
      for (const name of ['a', 'b', 'c']) {
        await s.aside.post(all(s), {
          metadata: { name, labels: { of: 'page' } },
        });
      }
      const { body } = await s.get(`${all(s)}?limit=2&labelSelector=of%3Dpage`);
      expect(body.items).toHaveLength(2);
      expect(body.metadata.continue).toEqual(expect.any(String));
      expect(body.metadata).not.toHaveProperty('remainingItemCount');
    },
  },
  malformed: {
    'a continue token that nobody issued': async s => {
      expectRefusal(
        await s.get(`${all(s)}?limit=2&continue=made-up`),
        400,
        'BadRequest',
        /^invalid continue token: continue key is not valid/,
      );
    },
    'a limit that is no number': async s => {
      expectRefusal(await s.get(`${all(s)}?limit=many`), 400, 'BadRequest');
    },
    'a label selector that is none': async s => {
      expectRefusal(
        await s.get(`${all(s)}?labelSelector=a+in+b`),
        400,
        'BadRequest',
      );
    },
    'a field that cannot be selected by': async s => {
      expectRefusal(
        await s.get(`${all(s)}?fieldSelector=secrets%3Dx`),
        400,
        'BadRequest',
      );
    },
  },
  forbidden: {
    'a right in one namespace opens no other': async s => {
      const user = await visitor(s, [
        { apiGroups: [''], resources: ['serviceaccounts'], verbs: ['list'] },
      ]);
      await user.aside.eventually(
        t => t.get(all(t)),
        ({ status }) => status === 200,
      );
      expectRefusal(
        await user.get('/api/v1/serviceaccounts'),
        403,
        'Forbidden',
        `serviceaccounts is forbidden: User "system:serviceaccount:${s.namespace}:visitor" cannot list resource "serviceaccounts" in API group "" at the cluster scope`,
      );
    },
  },
});

export const watch = operation<Session>('watch serviceaccounts', {
  success: {
    'tells of each change since a resourceVersion': async s => {
      const { body } = await s.aside.eventually(
        t => t.get(all(t)),
        answer => answer.body.items.length === 1,
      );
      const from = body.metadata.resourceVersion;
      const events = await s.watch(
        `${all(s)}?watch=true&resourceVersion=${from}`,
        3,
        async () => {
          await s.aside.post(all(s), account('orders'));
          await s.aside.patch(at(s, 'orders'), {
            metadata: { annotations: { a: '1' } },
          });
          await s.aside.delete(at(s, 'orders'));
        },
      );
      expect(events.map(({ type }) => type)).toEqual([
        'ADDED',
        'MODIFIED',
        'DELETED',
      ]);
    },
    'begins with what is there when no resourceVersion is given': async s => {
      await s.aside.eventually(
        t => t.get(at(t, 'default')),
        ({ status }) => status === 200,
      );
      const [event] = await s.watch(`${all(s)}?watch=true`, 1, async () => {});
      expect(event).toMatchObject({
        type: 'ADDED',
        object: { metadata: { name: 'default' } },
      });
    },
    'what leaves a selection is deleted for who selects': async s => {
      const made = await s.aside.post(all(s), {
        metadata: { name: 'orders', labels: { team: 'shop' } },
      });
      const from = made.body.metadata.resourceVersion;
      const [event] = await s.watch(
        `${all(
          s,
        )}?watch=true&resourceVersion=${from}&labelSelector=team%3Dshop`,
        1,
        () =>
          s.aside.patch(at(s, 'orders'), {
            metadata: { labels: { team: 'data' } },
          }),
      );
      expect(event.type).toBe('DELETED');
    },
  },
  malformed: {
    'a resourceVersion that is none': async s => {
      const { status } = await s.get(
        `${all(s)}?watch=true&resourceVersion=yesterday`,
      );
      expect(status).toBeGreaterThanOrEqual(400);
    },
  },
  forbidden: {
    'a right to list is none to watch': async s => {
      const user = await visitor(s, [
        { apiGroups: [''], resources: ['serviceaccounts'], verbs: ['list'] },
      ]);
      await user.aside.eventually(
        t => t.get(all(t)),
        ({ status }) => status === 200,
      );
      expectRefusal(
        await user.get(`${all(s)}?watch=true`),
        403,
        'Forbidden',
        /cannot watch resource "serviceaccounts"/,
      );
    },
  },
});
