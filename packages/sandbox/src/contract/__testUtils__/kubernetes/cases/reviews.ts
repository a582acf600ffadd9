// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import { operation } from '../../aspects';
import type { Session } from '../session';
import { expectRefusal, visitor } from './objects';

const GROUP = '/apis/authorization.k8s.io/v1';
const SELF = `${GROUP}/selfsubjectaccessreviews`;

const asking = (resourceAttributes: object) => ({
  apiVersion: 'authorization.k8s.io/v1',
  kind: 'SelfSubjectAccessReview',
  spec: { resourceAttributes },
});

export const self = operation<Session>('create selfsubjectaccessreviews', {
  success: {
    'an administrator may do everything': async s => {
      const { status, body } = await s.post(
        SELF,
        asking({ verb: 'create', resource: 'serviceaccounts' }),
      );
      expect(status).toBe(201);
      expect(body.status.allowed).toBe(true);
    },
    'another may do what a Role says, by name too': async s => {
      const user = await visitor(s, [
        {
          apiGroups: [''],
          resources: ['serviceaccounts'],
          resourceNames: ['mine'],
          verbs: ['patch'],
        },
      ]);
      const may = (name?: string) =>
        asking({
          namespace: s.namespace,
          verb: 'patch',
          resource: 'serviceaccounts',
          name,
        });
      const mine = await user.eventually(
        t => t.post(SELF, may('mine')),
        ({ body }) => body.status.allowed,
      );
      expect(mine.body.status).toMatchObject({
        allowed: true,
        reason: `RBAC: allowed by RoleBinding "visitor/${s.namespace}" of Role "visitor" to ServiceAccount "visitor/${s.namespace}"`,
      });
      const theirs = await user.post(SELF, may('theirs'));
      expect(theirs.body.status.allowed).toBe(false);
      const any = await user.post(SELF, may());
      expect(any.body.status.allowed).toBe(false);
    },
    'paths are asked for too': async s => {
      const user = await visitor(s, []);
      const { body } = await user.post(SELF, {
        spec: { nonResourceAttributes: { verb: 'get', path: '/apis' } },
      });
      expect(body.status.allowed).toBe(true);
    },
  },
  malformed: {
    'nothing is asked': async s => {
      expectRefusal(await s.post(SELF, { spec: {} }), 422, 'Invalid');
    },
    'both are asked': async s => {
      expectRefusal(
        await s.post(SELF, {
          spec: {
            resourceAttributes: { verb: 'get', resource: 'pods' },
            nonResourceAttributes: { verb: 'get', path: '/' },
          },
        }),
        422,
        'Invalid',
      );
    },
  },
});

const SUBJECT = `${GROUP}/subjectaccessreviews`;

export const subject = operation<Session>('create subjectaccessreviews', {
  success: {
    'says what another may do': async s => {
      await visitor(s, [
        { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
      ]);
      const asked = (verb: string) => ({
        spec: {
          user: `system:serviceaccount:${s.namespace}:visitor`,
          resourceAttributes: {
            namespace: s.namespace,
            verb,
            resource: 'pods',
          },
        },
      });
      const yes = await s.eventually(
        t => t.post(SUBJECT, asked('list')),
        ({ body }) => body.status.allowed,
      );
      expect(yes.body.status.allowed).toBe(true);
      const no = await s.post(SUBJECT, asked('delete'));
      expect(no.body.status.allowed).toBe(false);
    },
  },
  malformed: {
    'nobody is asked about': async s => {
      expectRefusal(
        await s.post(SUBJECT, {
          spec: { resourceAttributes: { verb: 'get', resource: 'pods' } },
        }),
        422,
        'Invalid',
      );
    },
  },
  forbidden: {
    'it is not for everybody': async s => {
      const user = await visitor(s, []);
      expectRefusal(
        await user.post(SUBJECT, { spec: {} }),
        403,
        'Forbidden',
        /cannot create resource "subjectaccessreviews" in API group "authorization.k8s.io" at the cluster scope/,
      );
    },
  },
});
