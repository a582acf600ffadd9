// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import {
  decodeJwt,
  decodeProtectedHeader,
  createLocalJWKSet,
  jwtVerify,
} from 'jose';
import { operation } from '../../aspects';
import type { Session } from '../session';
import {
  API_AUDIENCE,
  defaultAccount,
  expectRefusal,
  makeAccounts,
  pod,
  visitor,
} from './objects';

const STS = 'sts.amazonaws.com';
const at = (s: Session, name = 'orders') =>
  s.path(`serviceaccounts/${name}/token`);
const asking = (spec: object = {}) => ({
  apiVersion: 'authentication.k8s.io/v1',
  kind: 'TokenRequest',
  spec: { audiences: [STS], ...spec },
});

export const create = operation<Session>('create serviceaccounts/token', {
  success: {
    'a token for AWS STS that the keys of the issuer verify': async s => {
      await makeAccounts(s, 'orders');
      const { status, body } = await s.post(
        at(s),
        asking({ expirationSeconds: 600 }),
      );
      expect(status).toBe(201);
      const { token } = body.status;
      const { body: keys } = await s.aside.get('/openid/v1/jwks');
      const issuer = await s.aside.get('/.well-known/openid-configuration');
      const { payload } = await jwtVerify(
        token,
        createLocalJWKSet(typeof keys === 'string' ? JSON.parse(keys) : keys),
        { issuer: issuer.body.issuer, audience: STS },
      );
      expect(decodeProtectedHeader(token).alg).toBe('RS256');
      expect(payload).toMatchObject({
        aud: [STS],
        sub: `system:serviceaccount:${s.namespace}:orders`,
        'kubernetes.io': {
          namespace: s.namespace,
          serviceaccount: { name: 'orders', uid: expect.any(String) },
        },
      });
      expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(600);
    },
    'without audience and time it is for the API server, for an hour':
      async s => {
        await makeAccounts(s, 'orders');
        const { body } = await s.post(at(s), { spec: {} });
        const { aud, exp = 0, iat = 0 } = decodeJwt(body.status.token);
        expect({ aud, seconds: exp - iat }).toEqual({
          aud: [API_AUDIENCE],
          seconds: 3600,
        });
      },
    'a day is the longest': async s => {
      await makeAccounts(s, 'orders');
      const { body } = await s.post(
        at(s),
        asking({ expirationSeconds: 100_000 }),
      );
      const { exp = 0, iat = 0 } = decodeJwt(body.status.token);
      expect(exp - iat).toBe(86_400);
      expect(body.spec.expirationSeconds).toBe(86_400);
    },
    'it can be bound to a pod': async s => {
      await makeAccounts(s, 'orders');
      const made = await s.aside.post(
        s.path('pods'),
        pod('one', { serviceAccountName: 'orders' }),
      );
      const { uid } = made.body.metadata;
      const { status, body } = await s.post(
        at(s),
        asking({
          boundObjectRef: { kind: 'Pod', apiVersion: 'v1', name: 'one', uid },
        }),
      );
      expect(status).toBe(201);
      expect(decodeJwt(body.status.token)['kubernetes.io']).toMatchObject({
        pod: { name: 'one', uid },
      });
    },
  },
  'not-found': {
    'there is no such ServiceAccount': async s => {
      expectRefusal(
        await s.post(at(s, 'nobody'), asking()),
        404,
        'NotFound',
        'serviceaccounts "nobody" not found',
      );
    },
    'there is no such pod': async s => {
      await makeAccounts(s, 'orders');
      expectRefusal(
        await s.post(
          at(s),
          asking({
            boundObjectRef: { kind: 'Pod', apiVersion: 'v1', name: 'none' },
          }),
        ),
        404,
        'NotFound',
        'pods "none" not found',
      );
    },
  },
  conflict: {
    'the pod is another one by now': async s => {
      await makeAccounts(s, 'orders');
      await s.aside.post(
        s.path('pods'),
        pod('one', { serviceAccountName: 'orders' }),
      );
      expectRefusal(
        await s.post(
          at(s),
          asking({
            boundObjectRef: {
              kind: 'Pod',
              apiVersion: 'v1',
              name: 'one',
              uid: '00000000-0000-4000-8000-000000000000',
            },
          }),
        ),
        409,
        'Conflict',
      );
    },
  },
  limit: {
    'less than ten minutes is too short': async s => {
      await makeAccounts(s, 'orders');
      expectRefusal(
        await s.post(at(s), asking({ expirationSeconds: 599 })),
        422,
        'Invalid',
        /spec\.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes/,
      );
    },
    'more than four thousand million seconds is too long': async s => {
      await makeAccounts(s, 'orders');
      expectRefusal(
        await s.post(at(s), asking({ expirationSeconds: 4_294_967_297 })),
        422,
        'Invalid',
        /may not specify a duration larger than 2\^32 seconds/,
      );
    },
  },
  malformed: {
    'a time that is no number': async s => {
      await makeAccounts(s, 'orders');
      const { status } = await s.post(
        at(s),
        asking({ expirationSeconds: 'long' }),
      );
      expect(status).toBe(400);
    },
    'audiences that are no list': async s => {
      await makeAccounts(s, 'orders');
      const { status } = await s.post(at(s), { spec: { audiences: STS } });
      expect(status).toBe(400);
    },
    'it is bound to what tokens cannot be bound to': async s => {
      await makeAccounts(s, 'orders');
      const { status } = await s.post(
        at(s),
        asking({
          boundObjectRef: { kind: 'ConfigMap', apiVersion: 'v1', name: 'x' },
        }),
      );
      expect(status).toBe(400);
    },
    'the pod runs as another ServiceAccount': async s => {
      await defaultAccount(s);
      await makeAccounts(s, 'orders');
      await s.aside.post(s.path('pods'), pod('one'));
      const { status } = await s.post(
        at(s),
        asking({
          boundObjectRef: { kind: 'Pod', apiVersion: 'v1', name: 'one' },
        }),
      );
      expect(status).toBe(400);
    },
  },
  forbidden: {
    'a right by resourceNames is for that ServiceAccount alone': async s => {
      await makeAccounts(s, 'orders', 'payments');
      const user = await visitor(s, [
        {
          apiGroups: [''],
          resources: ['serviceaccounts/token'],
          resourceNames: ['orders'],
          verbs: ['create'],
        },
      ]);
      const answer = await user.eventually(
        t => t.post(at(t), asking()),
        ({ status }) => status === 201,
      );
      expect(answer.status).toBe(201);
      expectRefusal(
        await user.post(at(s, 'payments'), asking()),
        403,
        'Forbidden',
        /cannot create resource "serviceaccounts\/token" in API group ""/,
      );
    },
  },
});

const review = (token: string, audiences?: string[]) => ({
  apiVersion: 'authentication.k8s.io/v1',
  kind: 'TokenReview',
  spec: { token, ...(audiences && { audiences }) },
});
const REVIEWS = '/apis/authentication.k8s.io/v1/tokenreviews';

export const tokenReview = operation<Session>('create tokenreviews', {
  success: {
    'says whose a token is, for an audience that it has': async s => {
      await makeAccounts(s, 'orders');
      const { body } = await s.aside.post(at(s), asking());
      const answer = await s.post(REVIEWS, review(body.status.token, [STS]));
      expect(answer.body.status).toMatchObject({
        authenticated: true,
        audiences: [STS],
        user: {
          username: `system:serviceaccount:${s.namespace}:orders`,
          groups: [
            'system:serviceaccounts',
            `system:serviceaccounts:${s.namespace}`,
            'system:authenticated',
          ],
        },
      });
    },
    'a token for another audience is nobody’s': async s => {
      await makeAccounts(s, 'orders');
      const { body } = await s.aside.post(at(s), asking());
      const { status } = (await s.post(REVIEWS, review(body.status.token)))
        .body;
      expect(status.authenticated).toBeFalsy();
    },
    'a token dies with its ServiceAccount': async s => {
      await makeAccounts(s, 'orders');
      const { body } = await s.aside.post(at(s), asking());
      await s.aside.delete(s.path('serviceaccounts/orders'));
      const answer = await s.eventually(
        t => t.post(REVIEWS, review(body.status.token, [STS])),
        ({ body: { status } }) => !status.authenticated,
      );
      expect(answer.body.status.authenticated).toBeFalsy();
    },
  },
  malformed: {
    'no token at all': async s => {
      const { status } = await s.post(REVIEWS, { spec: {} });
      expect(status).toBe(400);
    },
    'a token that is none': async s => {
      const { body } = await s.post(REVIEWS, review('made.up.token'));
      expect(body.status.authenticated).toBeFalsy();
      expect(body.status.error).toEqual(expect.any(String));
    },
  },
});
