// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import { operation } from '../../aspects';
import type { Session } from '../session';
import { expectRefusal, named, visitor } from './objects';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const GROUP = 'rbac.authorization.k8s.io';
const roles = (s: Session) => s.path('roles', RBAC);
const bindings = (s: Session) => s.path('rolebindings', RBAC);
const READ = { apiGroups: [''], resources: ['pods'], verbs: ['list'] };

export const createRole = operation<Session>('create roles', {
  success: {
    'answers with its rules': async s => {
      const { status, body } = await s.post(
        roles(s),
        named('reader', { rules: [READ] }),
      );
      expect(status).toBe(201);
      expect(body.rules).toEqual([READ]);
    },
  },
  conflict: {
    'the name is taken': async s => {
      await s.aside.post(roles(s), named('reader', { rules: [READ] }));
      expectRefusal(
        await s.post(roles(s), named('reader', { rules: [READ] })),
        409,
        'AlreadyExists',
        'roles.rbac.authorization.k8s.io "reader" already exists',
      );
    },
  },
  malformed: {
    'a rule has no verb': async s => {
      expectRefusal(
        await s.post(
          roles(s),
          named('reader', { rules: [{ ...READ, verbs: [] }] }),
        ),
        422,
        'Invalid',
        /rules\[0\]\.verbs: Required value/,
      );
    },
  },
  forbidden: {
    'nobody gives a right that they do not have': async s => {
      const user = await visitor(s, [
        { apiGroups: [GROUP], resources: ['roles'], verbs: ['create'] },
      ]);
      const answer = await user.aside.eventually(
        t =>
          t.post(
            roles(t),
            named('own', {
              rules: [
                { apiGroups: [GROUP], resources: ['roles'], verbs: ['create'] },
              ],
            }),
          ),
        ({ status }) => status === 201,
      );
      expect(answer.status).toBe(201);
      const { status, body } = await user.aside.post(
        roles(s),
        named('more', { rules: [READ] }),
      );
      expect({ status, message: body.message }).toEqual({
        status: 403,
        message: expect.stringContaining(
          'is attempting to grant RBAC permissions not currently held',
        ),
      });
    },
  },
});

export const createBinding = operation<Session>('create rolebindings', {
  success: {
    'a binding to a group gives every ServiceAccount of the namespace the right':
      async s => {
        const user = await visitor(s, []);
        await s.aside.post(roles(s), named('reader', { rules: [READ] }));
        const { status } = await s.post(
          bindings(s),
          named('readers', {
            roleRef: { apiGroup: GROUP, kind: 'Role', name: 'reader' },
            subjects: [
              {
                apiGroup: GROUP,
                kind: 'Group',
                name: `system:serviceaccounts:${s.namespace}`,
              },
            ],
          }),
        );
        expect(status).toBe(201);
        const listed = await user.aside.eventually(
          t => t.get(s.path('pods')),
          answer => answer.status === 200,
        );
        expect(listed.status).toBe(200);
      },
    'a ClusterRole bound in a namespace holds there': async s => {
      const user = await visitor(s, []);
      await s.aside.post(
        bindings(s),
        named('viewers', {
          roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: 'view' },
          subjects: [
            {
              kind: 'ServiceAccount',
              name: 'visitor',
              namespace: s.namespace,
            },
          ],
        }),
      );
      const listed = await user.aside.eventually(
        t => t.get(s.path('pods')),
        answer => answer.status === 200,
      );
      expect(listed.status).toBe(200);
      expectRefusal(await user.get('/api/v1/pods'), 403, 'Forbidden');
    },
  },
  malformed: {
    'a subject of no known kind': async s => {
      const { status } = await s.post(
        bindings(s),
        named('readers', {
          roleRef: { apiGroup: GROUP, kind: 'Role', name: 'reader' },
          subjects: [{ kind: 'Team', name: 'shop' }],
        }),
      );
      expect(status).toBe(422);
    },
    'what is bound cannot be changed': async s => {
      const binding = (name: string) =>
        named('readers', {
          roleRef: { apiGroup: GROUP, kind: 'Role', name },
          subjects: [
            { kind: 'ServiceAccount', name: 'x', namespace: s.namespace },
          ],
        });
      await s.aside.post(bindings(s), binding('reader'));
      expectRefusal(
        await s.put(`${bindings(s)}/readers`, binding('writer')),
        422,
        'Invalid',
        /roleRef: Invalid value: .*: cannot change roleRef/,
      );
    },
  },
});
