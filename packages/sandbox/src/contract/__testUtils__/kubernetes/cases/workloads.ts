// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import { operation } from '../../aspects';
import type { Session } from '../session';
import type { Body } from '../wire';
import {
  defaultAccount,
  expectRefusal,
  makeAccounts,
  namesOf,
} from './objects';

const APPS = '/apis/apps/v1';
const all = (s: Session) => s.path('deployments', APPS);
const at = (s: Session, name: string) => s.path(`deployments/${name}`, APPS);

const deployment = (name: string, spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'app', image: 'app:1' }] },
    },
    ...spec,
  },
});

const podsOf = (s: Session, name: string, count: number) =>
  s.aside.eventually(
    t => t.get(`${t.path('pods')}?labelSelector=app%3D${name}`),
    ({ body }) => body.items.length === count,
  );

export const create = operation<Session>('create deployments', {
  success: {
    'defaults are filled in': async s => {
      const { status, body } = await s.post(all(s), deployment('web'));
      expect(status).toBe(201);
      expect(body.spec).toMatchObject({
        replicas: 1,
        strategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' },
        },
        template: { spec: { restartPolicy: 'Always' } },
      });
    },
    'its pods belong to its ReplicaSet': async s => {
      await makeAccounts(s, 'orders');
      await s.aside.post(
        all(s),
        deployment('web', {
          replicas: 2,
          template: {
            metadata: { labels: { app: 'web' } },
            spec: {
              serviceAccountName: 'orders',
              containers: [{ name: 'app', image: 'app:1' }],
            },
          },
        }),
      );
      const { body } = await podsOf(s, 'web', 2);
      for (const { metadata, spec } of body.items as Body[]) {
        expect(spec.serviceAccountName).toBe('orders');
        expect(metadata.labels['pod-template-hash']).toEqual(
          expect.any(String),
        );
        expect(metadata.ownerReferences).toEqual([
          expect.objectContaining({
            kind: 'ReplicaSet',
            name: expect.stringMatching(/^web-/),
            controller: true,
          }),
        ]);
      }
      const sets = await s.aside.get(s.path('replicasets', APPS));
      expect(sets.body.items[0].metadata.ownerReferences).toEqual([
        expect.objectContaining({ kind: 'Deployment', name: 'web' }),
      ]);
    },
  },
  conflict: {
    'the name is taken': async s => {
      await s.aside.post(all(s), deployment('web', { replicas: 0 }));
      expectRefusal(
        await s.post(all(s), deployment('web')),
        409,
        'AlreadyExists',
        'deployments.apps "web" already exists',
      );
    },
  },
  malformed: {
    'its selector does not select its pods': async s => {
      expectRefusal(
        await s.post(
          all(s),
          deployment('web', { selector: { matchLabels: { app: 'other' } } }),
        ),
        422,
        'Invalid',
        /spec\.template\.metadata\.labels: Invalid value: .*`selector` does not match template `labels`/,
      );
    },
  },
});

export const get = operation<Session>('get deployments', {
  success: {
    'counts the changes of its spec': async s => {
      await s.aside.post(all(s), deployment('web', { replicas: 0 }));
      await s.aside.patch(at(s, 'web'), { spec: { minReadySeconds: 1 } });
      const { body } = await s.aside.get(at(s, 'web'));
      expect(body.metadata.generation).toBe(2);
    },
  },
  'not-found': {
    'there is none of that name': async s => {
      expectRefusal(
        await s.get(at(s, 'none')),
        404,
        'NotFound',
        'deployments.apps "none" not found',
      );
    },
  },
});

export const patch = operation<Session>('patch deployments', {
  success: {
    'another template gives other pods': async s => {
      await defaultAccount(s);
      await s.aside.post(all(s), deployment('web'));
      const before = namesOf(await podsOf(s, 'web', 1));
      await s.aside.patch(
        at(s, 'web'),
        {
          spec: {
            strategy: { type: 'Recreate', rollingUpdate: null },
            template: { metadata: { annotations: { restarted: 'now' } } },
          },
        },
        'strategic-merge-patch+json',
      );
      const after = await s.aside.eventually(
        t => t.get(`${t.path('replicasets', APPS)}?labelSelector=app%3Dweb`),
        ({ body }) => body.items.length === 2,
      );
      expect(after.body.items).toHaveLength(2);
      expect(before).toHaveLength(1);
    },
    'the scale can be read and patched': async s => {
      await s.aside.post(all(s), deployment('web', { replicas: 0 }));
      const { body } = await s.aside.patch(`${at(s, 'web')}/scale`, {
        spec: { replicas: 3 },
      });
      expect(body).toMatchObject({
        kind: 'Scale',
        apiVersion: 'autoscaling/v1',
        spec: { replicas: 3 },
      });
    },
  },
  malformed: {
    'a selector cannot be changed': async s => {
      await s.aside.post(all(s), deployment('web', { replicas: 0 }));
      expectRefusal(
        await s.patch(at(s, 'web'), {
          spec: {
            selector: { matchLabels: { app: 'other' } },
            template: { metadata: { labels: { app: 'other' } } },
          },
        }),
        422,
        'Invalid',
        /spec\.selector: Invalid value: .*: field is immutable/,
      );
    },
  },
});

export const remove = operation<Session>('delete deployments', {
  success: {
    'its ReplicaSets and pods go too': async s => {
      await defaultAccount(s);
      await s.aside.post(all(s), deployment('web'));
      await podsOf(s, 'web', 1);
      const { body } = await s.delete(at(s, 'web'), {
        propagationPolicy: 'Background',
      });
      expect(body.status).toBe('Success');
      const { body: left } = await s.aside.eventually(
        t => t.get(s.path('replicasets', APPS)),
        answer => answer.body.items.length === 0,
      );
      expect(left.items).toEqual([]);
    },
  },
  'not-found': {
    'there is none of that name': async s => {
      expectRefusal(await s.delete(at(s, 'none')), 404, 'NotFound');
    },
  },
});
