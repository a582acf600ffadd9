// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import { operation } from '../../aspects';
import type { Session } from '../session';
import type { Body } from '../wire';
import {
  account,
  expectRefusal,
  makeAccounts,
  named,
  visitor,
} from './objects';

const at = (s: Session, name = '') => s.path(`serviceaccounts/${name}`);
const all = (s: Session) => s.path('serviceaccounts');

export const patch = operation<Session>('patch serviceaccounts', {
  success: {
    'a merge patch adds, changes and, with null, removes': async s => {
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
    'removes what is no longer applied, and nothing else': async s => {
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
    'nobody who is known owns what was there before': async s => {
      await s.aside.post(all(s), account('orders', { a: '1' }));
      await s.aside.patch(at(s, 'orders'), {
        metadata: { managedFields: [{}] },
      });
      const { status, body } = await s.apply(
        at(s, 'orders'),
        account('orders', { b: '2' }),
      );
      expect(status).toBe(200);
      expect(
        body.metadata.managedFields.map(
          (entry: Body) => `${entry.manager} ${entry.operation}`,
        ),
      ).toEqual(['contract Apply', 'before-first-apply Update']);
    },
    'an update may give a field to another manager': async s => {
      await s.aside.post(
        `${all(s)}?fieldManager=kubectl-create`,
        account('orders', { a: '1' }),
      );
      const path = '/metadata/managedFields/0';
      await s.patch(
        at(s, 'orders'),
        [
          { op: 'replace', path: `${path}/manager`, value: 'contract' },
          { op: 'replace', path: `${path}/operation`, value: 'Apply' },
        ],
        'json-patch+json',
      );
      const { body } = await s.apply(at(s, 'orders'), account('orders'));
      expect(body.metadata.annotations).toBeUndefined();
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
    'several managers say otherwise': async s => {
      await s.aside.apply(
        at(s, 'orders'),
        account('orders', { a: '1', b: '1' }),
      );
      await s.aside.patch(`${at(s, 'orders')}?fieldManager=helm`, {
        metadata: { annotations: { c: '1' } },
      });
      expectRefusal(
        await s.apply(
          at(s, 'orders'),
          account('orders', { a: '2', b: '2', c: '2', d: '2' }),
          'fieldManager=other',
        ),
        409,
        'Conflict',
        'Apply failed with 3 conflicts: conflicts with "contract":\n- .metadata.annotations.a\n- .metadata.annotations.b\nconflicts with "helm" using v1:\n- .metadata.annotations.c',
      );
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
    'a uid, and there is none of that name': async s => {
      const uid = '00000000-0000-4000-8000-000000000000';
      expectRefusal(
        await s.apply(at(s, 'orders'), {
          ...account('orders'),
          metadata: { name: 'orders', uid },
        }),
        409,
        'Conflict',
        `Operation cannot be fulfilled on serviceaccounts "orders": uid mismatch: the provided object specified uid ${uid}, and no existing object was found`,
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
