// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import { operation } from '../../aspects';
import type { Session } from '../session';
import {
  account,
  expectRefusal,
  makeAccounts,
  named,
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
    'whoever brings no valid token is nobody': async s => {
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
    'a continue token that nobody gave out': async s => {
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

export const patch = operation<Session>('patch serviceaccounts', {
  success: {
    'a merge patch adds, changes and, with null, takes away': async s => {
      await s.aside.post(all(s), account('orders', { a: '1', b: '2' }));
      const { status, body } = await s.patch(at(s, 'orders'), {
        metadata: { annotations: { a: null, b: '3', c: '4' } },
      });
      expect(status).toBe(200);
      expect(body.metadata.annotations).toEqual({ b: '3', c: '4' });
    },
    'a strategic merge patch does too': async s => {
      await s.aside.post(all(s), account('orders', { a: '1', b: '2' }));
      const { body } = await s.patch(
        at(s, 'orders'),
        { metadata: { annotations: { a: null, b: '3' } } },
        'strategic-merge-patch+json',
      );
      expect(body.metadata.annotations).toEqual({ b: '3' });
    },
    'a JSON patch does too': async s => {
      await s.aside.post(all(s), account('orders', { a: '1' }));
      const { body } = await s.patch(
        at(s, 'orders'),
        [
          { op: 'test', path: '/metadata/annotations/a', value: '1' },
          { op: 'replace', path: '/metadata/annotations/a', value: '2' },
          { op: 'add', path: '/metadata/annotations/b~1c', value: '3' },
        ],
        'json-patch+json',
      );
      expect(body.metadata.annotations).toEqual({ a: '2', 'b/c': '3' });
    },
    'a patch that changes nothing writes nothing': async s => {
      const made = await s.aside.post(all(s), account('orders', { a: '1' }));
      const { body } = await s.patch(at(s, 'orders'), {
        metadata: { annotations: { a: '1' } },
      });
      expect(body.metadata.resourceVersion).toBe(
        made.body.metadata.resourceVersion,
      );
    },
  },
  'not-found': {
    'there is none of that name': async s => {
      expectRefusal(
        await s.patch(at(s, 'nobody'), { metadata: {} }),
        404,
        'NotFound',
        'serviceaccounts "nobody" not found',
      );
    },
  },
  conflict: {
    'a resourceVersion that is no longer so': async s => {
      const { body } = await s.aside.post(all(s), account('orders'));
      const { resourceVersion } = body.metadata;
      const annotate = (a: string) =>
        s.patch(at(s, 'orders'), {
          metadata: { resourceVersion, annotations: { a } },
        });
      expect((await annotate('1')).status).toBe(200);
      expectRefusal(await annotate('2'), 409, 'Conflict');
    },
    'a uid that is not its own': async s => {
      await makeAccounts(s, 'orders');
      expectRefusal(
        await s.patch(at(s, 'orders'), {
          metadata: {
            uid: '00000000-0000-4000-8000-000000000000',
            annotations: { a: '1' },
          },
        }),
        422,
        'Invalid',
        /metadata\.uid: Invalid value: .*: field is immutable/,
      );
    },
    'a JSON patch whose test fails': async s => {
      await makeAccounts(s, 'orders');
      expectRefusal(
        await s.patch(
          at(s, 'orders'),
          [{ op: 'test', path: '/metadata/name', value: 'other' }],
          'json-patch+json',
        ),
        422,
        'Invalid',
      );
    },
  },
  malformed: {
    'a value that is no text': async s => {
      await makeAccounts(s, 'orders');
      const { status } = await s.patch(at(s, 'orders'), {
        metadata: { annotations: { a: 1 } },
      });
      expect(status).toBe(422);
    },
    'no JSON': async s => {
      await makeAccounts(s, 'orders');
      const { status } = await s.patch(at(s, 'orders'), '{');
      expect(status).toBeGreaterThanOrEqual(400);
    },
    'a kind of patch that it does not know': async s => {
      await makeAccounts(s, 'orders');
      expectRefusal(
        await s.patch(at(s, 'orders'), '{}', 'json'),
        415,
        'UnsupportedMediaType',
      );
    },
    'a name that the object does not have': async s => {
      await makeAccounts(s, 'orders');
      const { status } = await s.patch(at(s, 'orders'), {
        metadata: { name: 'other' },
      });
      expect(status).toBe(400);
    },
  },
  forbidden: {
    'a right to get is none to patch': async s => {
      await makeAccounts(s, 'orders');
      const user = await visitor(s, [
        { apiGroups: [''], resources: ['serviceaccounts'], verbs: ['get'] },
      ]);
      await user.aside.eventually(
        t => t.get(at(t, 'orders')),
        ({ status }) => status === 200,
      );
      expectRefusal(
        await user.patch(at(s, 'orders'), { metadata: {} }),
        403,
        'Forbidden',
        /cannot patch resource "serviceaccounts"/,
      );
    },
  },
});

export const apply = operation<Session>('apply serviceaccounts', {
  success: {
    'makes what is not there': async s => {
      const { status, body } = await s.apply(
        at(s, 'orders'),
        account('orders', { a: '1' }),
      );
      expect(status).toBe(201);
      expect(body.metadata.managedFields).toEqual([
        expect.objectContaining({
          manager: 'contract',
          operation: 'Apply',
          fieldsV1: { 'f:metadata': { 'f:annotations': expect.anything() } },
        }),
      ]);
    },
    'takes away what is no longer applied, and nothing else': async s => {
      await s.aside.apply(
        at(s, 'orders'),
        account('orders', { a: '1', b: '2' }),
      );
      await s.aside.patch(at(s, 'orders'), {
        metadata: { annotations: { theirs: '3' } },
      });
      const { status, body } = await s.apply(
        at(s, 'orders'),
        account('orders', { a: '1' }),
      );
      expect(status).toBe(200);
      expect(body.metadata.annotations).toEqual({ a: '1', theirs: '3' });
    },
    'two managers may say the same': async s => {
      await s.aside.apply(at(s, 'orders'), account('orders', { a: '1' }));
      const { status } = await s.apply(
        at(s, 'orders'),
        account('orders', { a: '1' }),
        'fieldManager=other',
      );
      expect(status).toBe(200);
    },
    'force takes a field over': async s => {
      await s.aside.apply(at(s, 'orders'), account('orders', { a: '1' }));
      const { status, body } = await s.apply(
        at(s, 'orders'),
        account('orders', { a: '2' }),
        'fieldManager=other&force=true',
      );
      expect(status).toBe(200);
      expect(body.metadata.annotations).toEqual({ a: '2' });
    },
    'a dry run changes nothing': async s => {
      await s.aside.apply(at(s, 'orders'), account('orders', { a: '1' }));
      const dry = await s.apply(
        at(s, 'orders'),
        account('orders', { a: '2' }),
        'fieldManager=contract&dryRun=All',
      );
      expect(dry.body.metadata.annotations).toEqual({ a: '2' });
      const { body } = await s.get(at(s, 'orders'));
      expect(body.metadata.annotations).toEqual({ a: '1' });
    },
  },
  'not-found': {
    'there is no such namespace': async s => {
      expectRefusal(
        await s.apply(
          '/api/v1/namespaces/nowhere/serviceaccounts/orders',
          account('orders'),
        ),
        404,
        'NotFound',
        'namespaces "nowhere" not found',
      );
    },
  },
  conflict: {
    'another manager says otherwise': async s => {
      await s.aside.apply(at(s, 'orders'), account('orders', { a: '1' }));
      const answer = await s.apply(
        at(s, 'orders'),
        account('orders', { a: '2' }),
        'fieldManager=other',
      );
      expectRefusal(
        answer,
        409,
        'Conflict',
        'Apply failed with 1 conflict: conflict with "contract": .metadata.annotations.a',
      );
      expect(answer.body.details.causes).toEqual([
        {
          reason: 'FieldManagerConflict',
          message: 'conflict with "contract"',
          field: '.metadata.annotations.a',
        },
      ]);
    },
    'who wrote it by other means owns it too': async s => {
      await s.aside.post(all(s), account('orders', { a: '1' }));
      expectRefusal(
        await s.apply(
          at(s, 'orders'),
          account('orders', { a: '2' }),
          'fieldManager=other',
        ),
        409,
        'Conflict',
      );
    },
    'a uid that is not its own': async s => {
      await makeAccounts(s, 'orders');
      expectRefusal(
        await s.apply(at(s, 'orders'), {
          ...account('orders'),
          metadata: {
            name: 'orders',
            uid: '00000000-0000-4000-8000-000000000000',
          },
        }),
        422,
        'Invalid',
      );
    },
  },
  malformed: {
    'no manager is named': async s => {
      expectRefusal(
        await s.apply(at(s, 'orders'), account('orders'), ''),
        422,
        'Invalid',
        'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
      );
    },
    'managedFields are not for clients to apply': async s => {
      const { status } = await s.apply(at(s, 'orders'), {
        ...account('orders'),
        metadata: { name: 'orders', managedFields: [{ manager: 'x' }] },
      });
      expect(status).toBe(400);
    },
    'no kind is said': async s => {
      const { status } = await s.apply(at(s, 'orders'), named('orders'));
      expect(status).toBe(400);
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
