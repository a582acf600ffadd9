// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import { operation } from '../../aspects';
import type { Session } from '../session';
import { account, expectRefusal, named, namesOf, visitor } from './objects';

const ALL = '/api/v1/namespaces';
const other = (s: Session, suffix = 'more') => `${s.namespace}-${suffix}`;

export const get = operation<Session>('get namespaces', {
  success: {
    'answers with its phase': async s => {
      const { status, body } = await s.get(`${ALL}/${s.namespace}`);
      expect(status).toBe(200);
      expect(body.status).toEqual({ phase: 'Active' });
    },
  },
  'not-found': {
    'there is none of that name': async s => {
      expectRefusal(
        await s.get(`${ALL}/nowhere`),
        404,
        'NotFound',
        'namespaces "nowhere" not found',
      );
    },
  },
});

export const list = operation<Session>('list namespaces', {
  success: {
    'are those that a label selector wants': async s => {
      const name = other(s);
      await s.aside.post(ALL, {
        metadata: { name, labels: { of: s.namespace } },
      });
      const answer = await s.get(`${ALL}?labelSelector=of%3D${s.namespace}`);
      expect(namesOf(answer)).toEqual([name]);
    },
  },
  paging: {
    'pages come to all of them, once': async s => {
      const seen: string[] = [];
      let token = '';
      do {
        const page = await s.aside.get(
          `${ALL}?limit=2&continue=${encodeURIComponent(token)}`,
        );
        expect(page.body.items.length).toBeLessThanOrEqual(2);
        seen.push(...namesOf(page));
        token = page.body.metadata.continue ?? '';
      } while (token);
      expect(seen).toEqual(namesOf(await s.aside.get(ALL)));
      expect(new Set(seen).size).toBe(seen.length);
    },
  },
  malformed: {
    'a limit below nothing': async s => {
      const { status } = await s.get(
        `${ALL}?limit=-1&fieldSelector=metadata.name%3Ddefault`,
      );
      expect(status).toBe(200);
    },
  },
  forbidden: {
    'a user without the right is told so': async s => {
      const user = await visitor(s, []);
      expectRefusal(
        await user.get(ALL),
        403,
        'Forbidden',
        `namespaces is forbidden: User "system:serviceaccount:${s.namespace}:visitor" cannot list resource "namespaces" in API group "" at the cluster scope`,
      );
    },
  },
});

export const create = operation<Session>('create namespaces', {
  success: {
    'is active and comes to have its ServiceAccount': async s => {
      const name = other(s);
      const { status, body } = await s.post(ALL, named(name));
      expect(status).toBe(201);
      expect(body).toMatchObject({
        spec: { finalizers: ['kubernetes'] },
        status: { phase: 'Active' },
      });
      const found = await s.aside.eventually(
        t => t.get(`${ALL}/${name}/serviceaccounts/default`),
        answer => answer.status === 200,
      );
      expect(found.status).toBe(200);
    },
  },
  conflict: {
    'the name is taken': async s => {
      expectRefusal(
        await s.post(ALL, named(s.namespace)),
        409,
        'AlreadyExists',
        `namespaces "${s.namespace}" already exists`,
      );
    },
  },
  limit: {
    'a name of 64 characters is too long': async s => {
      expectRefusal(
        await s.post(ALL, named('a'.repeat(64))),
        422,
        'Invalid',
        /must be no more than 63 characters/,
      );
    },
  },
  malformed: {
    'a name with a dot': async s => {
      expectRefusal(await s.post(ALL, named('a.b')), 422, 'Invalid');
    },
  },
  forbidden: {
    'no right in a namespace makes one': async s => {
      const user = await visitor(s, [
        { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
      ]);
      expectRefusal(
        await user.post(ALL, named(other(s))),
        403,
        'Forbidden',
        /cannot create resource "namespaces" in API group "" at the cluster scope/,
      );
    },
  },
});

export const remove = operation<Session>('delete namespaces', {
  success: {
    'takes what is in it along': async s => {
      const name = other(s);
      await s.aside.post(ALL, named(name));
      await s.aside.post(`${ALL}/${name}/serviceaccounts`, account('orders'));
      const { status } = await s.aside.delete(`${ALL}/${name}`);
      expect(status).toBe(200);
      const gone = await s.eventually(
        t => t.get(`${ALL}/${name}`),
        answer => answer.status === 404,
      );
      expectRefusal(gone, 404, 'NotFound');
    },
    'nothing is made in one that is ending': async s => {
      const name = other(s, 'ending');
      await s.aside.post(ALL, named(name));
      await s.aside.post(`${ALL}/${name}/serviceaccounts`, {
        metadata: { name: 'held', finalizers: ['example.com/hold'] },
      });
      await s.aside.delete(`${ALL}/${name}`);
      const { body } = await s.aside.get(`${ALL}/${name}`);
      expect(body.status.phase).toBe('Terminating');
      const refused = await s.eventually(
        t => t.post(`${ALL}/${name}/serviceaccounts`, account('late')),
        answer => answer.status === 403,
      );
      expectRefusal(
        refused,
        403,
        'Forbidden',
        `serviceaccounts "late" is forbidden: unable to create new content in namespace ${name} because it is being terminated`,
      );
      await s.aside.patch(`${ALL}/${name}/serviceaccounts/held`, {
        metadata: { finalizers: null },
      });
    },
  },
  'not-found': {
    'there is none of that name': async s => {
      expectRefusal(await s.delete(`${ALL}/nowhere`), 404, 'NotFound');
    },
  },
});
