// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import { operation } from '../../aspects';
import type { Session } from '../session';
import {
  account,
  defaultAccount,
  expectRefusal,
  makeAccounts,
  namesOf,
  pod,
  visitor,
} from './objects';

const all = (s: Session) => s.path('pods');
const at = (s: Session, name: string) => s.path(`pods/${name}`);

async function makePods(s: Session, ...names: string[]): Promise<void> {
  await defaultAccount(s);
  for (const name of names) {
    await s.aside.post(all(s), pod(name, {}, { labels: { app: name } }));
  }
}

export const list = operation<Session>('list pods', {
  success: {
    'are in the order of their names': async s => {
      await makePods(s, 'b', 'a');
      const answer = await s.aside.get(all(s));
      expect(answer.body.kind).toBe('PodList');
      expect(namesOf(answer)).toEqual(['a', 'b']);
    },
    'are those that selectors want': async s => {
      await makePods(s, 'a', 'b');
      const label = await s.aside.get(`${all(s)}?labelSelector=app%3Da`);
      expect(namesOf(label)).toEqual(['a']);
      const field = await s.aside.get(
        `${all(s)}?fieldSelector=spec.serviceAccountName%3Dother`,
      );
      expect(namesOf(field)).toEqual([]);
      const not = await s.aside.get(
        `${all(
          s,
        )}?fieldSelector=metadata.name!%3Da,spec.serviceAccountName%3Ddefault`,
      );
      expect(namesOf(not)).toEqual(['b']);
    },
  },
  paging: {
    'pages come to all of them, once': async s => {
      await makePods(s, 'a', 'b', 'c', 'd', 'e');
      const first = await s.aside.get(`${all(s)}?limit=2`);
      expect(namesOf(first)).toEqual(['a', 'b']);
      const token = encodeURIComponent(first.body.metadata.continue);
      const rest = await s.aside.get(`${all(s)}?limit=10&continue=${token}`);
      expect(namesOf(rest)).toEqual(['c', 'd', 'e']);
    },
    'what was deleted meanwhile is still on its page': async s => {
      await makePods(s, 'a', 'b', 'c');
      const first = await s.aside.get(`${all(s)}?limit=1`);
      await s.aside.delete(`${at(s, 'b')}?gracePeriodSeconds=0`);
      const token = encodeURIComponent(first.body.metadata.continue);
      const rest = await s.aside.get(`${all(s)}?continue=${token}`);
      expect(namesOf(rest)).toEqual(['b', 'c']);
    },
  },
  malformed: {
    'a field that cannot be selected by': async s => {
      expectRefusal(
        await s.get(`${all(s)}?fieldSelector=spec.hostname%3Dx`),
        400,
        'BadRequest',
      );
    },
  },
  forbidden: {
    'a user without the right is told verb, resource and namespace':
      async s => {
        const user = await visitor(s, []);
        expectRefusal(
          await user.get(all(s)),
          403,
          'Forbidden',
          `pods is forbidden: User "system:serviceaccount:${s.namespace}:visitor" cannot list resource "pods" in API group "" in the namespace "${s.namespace}"`,
        );
      },
  },
});

export const create = operation<Session>('create pods', {
  success: {
    'runs as the ServiceAccount, with a token of it': async s => {
      await makeAccounts(s, 'orders');
      const { status, body } = await s.aside.post(
        all(s),
        pod('one', { serviceAccountName: 'orders' }),
      );
      expect(status).toBe(201);
      expect(body.spec).toMatchObject({
        serviceAccountName: 'orders',
        serviceAccount: 'orders',
        restartPolicy: 'Always',
      });
      const [volume] = body.spec.volumes;
      expect(volume.name).toMatch(/^kube-api-access-[a-z0-9]{5}$/);
      expect(volume.projected.sources).toHaveLength(3);
      expect(body.spec.containers[0].volumeMounts).toEqual([
        {
          name: volume.name,
          readOnly: true,
          mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
        },
      ]);
    },
    'gets no token where its ServiceAccount says so': async s => {
      await s.aside.post(s.path('serviceaccounts'), {
        ...account('orders'),
        automountServiceAccountToken: false,
      });
      const { body } = await s.aside.post(
        all(s),
        pod('one', { serviceAccountName: 'orders' }),
      );
      expect(body.spec.volumes ?? []).toEqual([]);
    },
  },
  'not-found': {
    'its ServiceAccount is not there': async s => {
      expectRefusal(
        await s.post(all(s), pod('one', { serviceAccountName: 'nobody' })),
        403,
        'Forbidden',
        `pods "one" is forbidden: error looking up service account ${s.namespace}/nobody: serviceaccount "nobody" not found`,
      );
    },
  },
  conflict: {
    'the name is taken': async s => {
      await makePods(s, 'one');
      expectRefusal(
        await s.post(all(s), pod('one')),
        409,
        'AlreadyExists',
        'pods "one" already exists',
      );
    },
  },
  malformed: {
    'it has no container': async s => {
      await defaultAccount(s);
      expectRefusal(
        await s.post(all(s), pod('one', { containers: [] })),
        422,
        'Invalid',
        'Pod "one" is invalid: spec.containers: Required value',
      );
    },
    'two containers have one name': async s => {
      await defaultAccount(s);
      const container = { name: 'app', image: 'app:1' };
      expectRefusal(
        await s.post(
          all(s),
          pod('one', { containers: [container, container] }),
        ),
        422,
        'Invalid',
        'Pod "one" is invalid: spec.containers[1].name: Duplicate value: "app"',
      );
    },
    'it mounts a volume that it does not have': async s => {
      await defaultAccount(s);
      const volumeMounts = [{ name: 'data', mountPath: '/data' }];
      expectRefusal(
        await s.post(
          all(s),
          pod('one', {
            containers: [{ name: 'app', image: 'app:1', volumeMounts }],
          }),
        ),
        422,
        'Invalid',
        'Pod "one" is invalid: spec.containers[0].volumeMounts[0].name: Not found: "data"',
      );
    },
  },
});

export const remove = operation<Session>('delete pods', {
  success: {
    'it is gone at once without grace': async s => {
      await makePods(s, 'one');
      await s.aside.delete(`${at(s, 'one')}?gracePeriodSeconds=0`);
      expectRefusal(await s.get(at(s, 'one')), 404, 'NotFound');
    },
  },
  'not-found': {
    'there is none of that name': async s => {
      expectRefusal(
        await s.delete(at(s, 'none')),
        404,
        'NotFound',
        'pods "none" not found',
      );
    },
  },
});
