// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import { operation } from '../../aspects';
import type { Session } from '../session';
import {
  account,
  expectRefusal,
  makeAccounts,
  named,
  visitor,
} from './objects';

const ROLE = 'eks.amazonaws.com/role-arn';
const arn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const at = (s: Session, name = '') => s.path(`serviceaccounts/${name}`);
const all = (s: Session) => s.path('serviceaccounts');

export const create = operation<Session>('create serviceaccounts', {
  success: {
    'answers with the object': async s => {
      const answer = await s.post(
        all(s),
        account('orders', { [ROLE]: arn('orders') }),
      );
      expect(answer.status).toBe(201);
      expect(answer.body.metadata).toMatchObject({
        name: 'orders',
        namespace: s.namespace,
        uid: expect.any(String),
        resourceVersion: expect.any(String),
        creationTimestamp: expect.any(String),
      });
    },
    'a dry run makes nothing': async s => {
      const dry = await s.post(`${all(s)}?dryRun=All`, account('dry'));
      expect(dry.status).toBe(201);
      expectRefusal(await s.get(at(s, 'dry')), 404, 'NotFound');
    },
    'a name can be begun and is ended': async s => {
      const { body } = await s.aside.post(all(s), {
        metadata: { generateName: 'job-' },
      });
      expect(body.metadata.name).toMatch(/^job-[a-z0-9]{5}$/);
    },
  },
  'not-found': {
    'there is no such namespace': async s => {
      expectRefusal(
        await s.post(
          '/api/v1/namespaces/nowhere/serviceaccounts',
          account('orders'),
        ),
        404,
        'NotFound',
        'namespaces "nowhere" not found',
      );
    },
  },
  conflict: {
    'the name is taken': async s => {
      await makeAccounts(s, 'orders');
      expectRefusal(
        await s.post(all(s), account('orders')),
        409,
        'AlreadyExists',
        'serviceaccounts "orders" already exists',
      );
    },
  },
  limit: {
    'a name of 254 characters is too long': async s => {
      expectRefusal(
        await s.post(all(s), account('a'.repeat(254))),
        422,
        'Invalid',
      );
    },
    'annotations of more than 256 KiB are too many': async s => {
      expectRefusal(
        await s.post(all(s), account('fat', { text: 'x'.repeat(262_145) })),
        422,
        'Invalid',
        /metadata\.annotations: Too long: (must have at most 262144 bytes|may not be more than 262144 bytes)/,
      );
    },
  },
  malformed: {
    'a name with capitals': async s => {
      expectRefusal(
        await s.post(all(s), account('Orders')),
        422,
        'Invalid',
        /^ServiceAccount "Orders" is invalid: metadata\.name: Invalid value: "Orders": a /,
      );
    },
    'a label that is none': async s => {
      expectRefusal(
        await s.post(all(s), {
          metadata: { name: 'orders', labels: { team: 'not a value' } },
        }),
        422,
        'Invalid',
        /metadata\.labels: Invalid value: "not a value"/,
      );
    },
    'an annotation key that is none': async s => {
      expectRefusal(
        await s.post(all(s), account('orders', { 'a b': 'c' })),
        422,
        'Invalid',
        /metadata\.annotations: Invalid value: "a b"/,
      );
    },
    'no name at all': async s => {
      expectRefusal(
        await s.post(all(s), { metadata: {} }),
        422,
        'Invalid',
        'ServiceAccount "" is invalid: metadata.name: Required value: name or generateName is required',
      );
    },
    'no JSON': async s => {
      expectRefusal(await s.post(all(s), '{'), 400, 'BadRequest');
    },
    'a body of another kind': async s => {
      expectRefusal(
        await s.post(all(s), { apiVersion: 'v1', kind: 'Pod', ...named('x') }),
        400,
        'BadRequest',
      );
    },
    'another namespace than that of the path': async s => {
      expectRefusal(
        await s.post(all(s), {
          metadata: { name: 'orders', namespace: 'default' },
        }),
        400,
        'BadRequest',
        'the namespace of the provided object does not match the namespace sent on the request',
      );
    },
    'a media type that it does not know': async s => {
      expectRefusal(
        await s.call('POST', all(s), { body: 'a', contentType: 'text/plain' }),
        415,
        'UnsupportedMediaType',
      );
    },
  },
  forbidden: {
    'a right by resourceNames makes nothing: there is no name yet': async s => {
      const user = await visitor(s, [
        {
          apiGroups: [''],
          resources: ['serviceaccounts'],
          resourceNames: ['orders'],
          verbs: ['create', 'get'],
        },
      ]);
      await user.aside.eventually(
        t => t.get(at(t, 'orders')),
        ({ status }) => status === 404,
      );
      expectRefusal(
        await user.post(all(s), account('orders')),
        403,
        'Forbidden',
      );
    },
  },
});

export const update = operation<Session>('update serviceaccounts', {
  success: {
    'puts the object in the place of the other': async s => {
      await s.aside.post(all(s), account('orders', { a: '1', b: '2' }));
      const answer = await s.put(
        at(s, 'orders'),
        account('orders', { b: '3' }),
      );
      expect(answer.status).toBe(200);
      expect(answer.body.metadata.annotations).toEqual({ b: '3' });
    },
  },
  'not-found': {
    'there is none of that name': async s => {
      expectRefusal(
        await s.put(at(s, 'nobody'), account('nobody')),
        404,
        'NotFound',
      );
    },
  },
  conflict: {
    'somebody changed it meanwhile': async s => {
      const { body } = await s.aside.post(all(s), account('orders'));
      await s.aside.patch(at(s, 'orders'), {
        metadata: { annotations: { a: '1' } },
      });
      expectRefusal(
        await s.put(at(s, 'orders'), body),
        409,
        'Conflict',
        'Operation cannot be fulfilled on serviceaccounts "orders": the object has been modified; please apply your changes to the latest version and try again',
      );
    },
    'it is another one by now': async s => {
      await makeAccounts(s, 'orders');
      expectRefusal(
        await s.put(at(s, 'orders'), {
          metadata: {
            name: 'orders',
            uid: '00000000-0000-4000-8000-000000000000',
          },
        }),
        409,
        'Conflict',
        /Precondition failed: UID in precondition: 00000000-0000-4000-8000-000000000000, UID in object meta: /,
      );
    },
  },
  malformed: {
    'another name than that of the path': async s => {
      await makeAccounts(s, 'orders');
      expectRefusal(
        await s.put(at(s, 'orders'), account('other')),
        400,
        'BadRequest',
        'the name of the object (other) does not match the name on the URL (orders)',
      );
    },
  },
});

export const remove = operation<Session>('delete serviceaccounts', {
  success: {
    'answers with what was deleted': async s => {
      await makeAccounts(s, 'orders');
      const { status, body } = await s.delete(at(s, 'orders'));
      expect({ status, kind: body.kind }).toEqual({
        status: 200,
        kind: 'ServiceAccount',
      });
      expectRefusal(await s.get(at(s, 'orders')), 404, 'NotFound');
    },
    'a finalizer holds it until it is taken off': async s => {
      await s.aside.post(all(s), {
        metadata: { name: 'held', finalizers: ['example.com/hold'] },
      });
      const { body } = await s.delete(at(s, 'held'));
      expect(body.metadata.deletionTimestamp).toEqual(expect.any(String));
      expect((await s.get(at(s, 'held'))).status).toBe(200);
      await s.patch(at(s, 'held'), { metadata: { finalizers: null } });
      expectRefusal(await s.get(at(s, 'held')), 404, 'NotFound');
    },
    'a dry run deletes nothing': async s => {
      await makeAccounts(s, 'orders');
      expect((await s.delete(`${at(s, 'orders')}?dryRun=All`)).status).toBe(
        200,
      );
      expect((await s.get(at(s, 'orders'))).status).toBe(200);
    },
  },
  'not-found': {
    'there is none of that name': async s => {
      expectRefusal(
        await s.delete(at(s, 'nobody')),
        404,
        'NotFound',
        'serviceaccounts "nobody" not found',
      );
    },
  },
  conflict: {
    'it is another one by now': async s => {
      await makeAccounts(s, 'orders');
      const uid = '00000000-0000-4000-8000-000000000000';
      expectRefusal(
        await s.delete(at(s, 'orders'), { preconditions: { uid } }),
        409,
        'Conflict',
        /the UID in the precondition \(00000000-0000-4000-8000-000000000000\) does not match the UID in record/,
      );
    },
    'it was changed meanwhile': async s => {
      const { body } = await s.aside.post(all(s), account('orders'));
      await s.aside.patch(at(s, 'orders'), {
        metadata: { annotations: { a: '1' } },
      });
      const { resourceVersion } = body.metadata;
      expectRefusal(
        await s.delete(at(s, 'orders'), { preconditions: { resourceVersion } }),
        409,
        'Conflict',
      );
    },
  },
  malformed: {
    'options that are no JSON': async s => {
      await makeAccounts(s, 'orders');
      const { status } = await s.delete(at(s, 'orders'), '{');
      expect(status).toBeGreaterThanOrEqual(400);
    },
  },
  forbidden: {
    'a right by resourceNames deletes that one': async s => {
      await makeAccounts(s, 'mine', 'theirs');
      const user = await visitor(s, [
        {
          apiGroups: [''],
          resources: ['serviceaccounts'],
          resourceNames: ['mine'],
          verbs: ['delete'],
        },
      ]);
      const mine = await user.aside.eventually(
        t => t.delete(at(t, 'mine')),
        ({ status }) => status === 200,
      );
      expect(mine.status).toBe(200);
      expectRefusal(await user.delete(at(s, 'theirs')), 403, 'Forbidden');
    },
  },
});
