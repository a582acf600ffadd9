// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import { operation } from '../../aspects';
import type { Session } from '../session';
import { expectRefusal, named, visitor } from './objects';

const ALL =
  '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';

/** Returns a webhook that matches no object. */
const webhook = (change: object = {}) => ({
  name: 'iam.example.com',
  clientConfig: { url: 'https://127.0.0.1:1/mutate' },
  failurePolicy: 'Ignore',
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
  objectSelector: { matchLabels: { 'example.com/never': 'met' } },
  rules: [
    {
      operations: ['CREATE'],
      apiGroups: [''],
      apiVersions: ['v1'],
      resources: ['pods'],
    },
  ],
  ...change,
});
const nameOf = (s: Session) => `${s.namespace}-hook`;

async function gone(s: Session): Promise<void> {
  await s.aside.delete(`${ALL}/${nameOf(s)}`);
}

export const create = operation<Session>(
  'create mutatingwebhookconfigurations',
  {
    success: {
      'defaults are filled in': async s => {
        const { status, body } = await s.post(
          ALL,
          named(nameOf(s), { webhooks: [webhook()] }),
        );
        expect(status).toBe(201);
        expect(body.webhooks[0]).toMatchObject({
          matchPolicy: 'Equivalent',
          namespaceSelector: {},
          reinvocationPolicy: 'Never',
          timeoutSeconds: 10,
        });
        await gone(s);
      },
    },
    conflict: {
      'the name is taken': async s => {
        await s.aside.post(ALL, named(nameOf(s), { webhooks: [webhook()] }));
        expectRefusal(
          await s.post(ALL, named(nameOf(s), { webhooks: [webhook()] })),
          409,
          'AlreadyExists',
        );
        await gone(s);
      },
    },
    malformed: {
      'the name of a webhook has too few parts': async s => {
        expectRefusal(
          await s.post(
            ALL,
            named(nameOf(s), { webhooks: [webhook({ name: 'iam' })] }),
          ),
          422,
          'Invalid',
          /webhooks\[0\]\.name: Invalid value: "iam": should be a domain with at least three segments separated by dots/,
        );
      },
      'no side effects are told': async s => {
        expectRefusal(
          await s.post(
            ALL,
            named(nameOf(s), {
              webhooks: [webhook({ sideEffects: undefined })],
            }),
          ),
          422,
          'Invalid',
          /webhooks\[0\]\.sideEffects: Required value/,
        );
      },
      'no version of a review is told': async s => {
        expectRefusal(
          await s.post(
            ALL,
            named(nameOf(s), {
              webhooks: [webhook({ admissionReviewVersions: [] })],
            }),
          ),
          422,
          'Invalid',
          /webhooks\[0\]\.admissionReviewVersions: Required value/,
        );
      },
      'no address is told': async s => {
        for (const clientConfig of [undefined, {}]) {
          expectRefusal(
            await s.post(
              ALL,
              named(nameOf(s), { webhooks: [webhook({ clientConfig })] }),
            ),
            422,
            'Invalid',
            /webhooks\[0\]\.clientConfig: Required value: exactly one of url or service is required/,
          );
        }
      },
      'an address without TLS': async s => {
        expectRefusal(
          await s.post(
            ALL,
            named(nameOf(s), {
              webhooks: [
                webhook({ clientConfig: { url: 'http://127.0.0.1:1/' } }),
              ],
            }),
          ),
          422,
          'Invalid',
          /webhooks\[0\]\.clientConfig\.url: Invalid value: "http": 'https' is the only allowed URL scheme/,
        );
      },
    },
  },
);

export const list = operation<Session>('list mutatingwebhookconfigurations', {
  success: {
    'is in the list': async s => {
      await s.aside.post(ALL, named(nameOf(s), { webhooks: [webhook()] }));
      const { body } = await s.get(
        `${ALL}?fieldSelector=metadata.name%3D${nameOf(s)}`,
      );
      expect(body.items).toHaveLength(1);
      await gone(s);
    },
  },
  paging: {
    'pages end': async s => {
      await s.aside.post(ALL, named(nameOf(s), { webhooks: [webhook()] }));
      const { body } = await s.aside.get(`${ALL}?limit=500`);
      expect(body.metadata).not.toHaveProperty('continue');
      await gone(s);
    },
  },
  forbidden: {
    'a user without the right is told so': async s => {
      const user = await visitor(s, []);
      expectRefusal(
        await user.get(ALL),
        403,
        'Forbidden',
        `mutatingwebhookconfigurations.admissionregistration.k8s.io is forbidden: User "system:serviceaccount:${s.namespace}:visitor" cannot list resource "mutatingwebhookconfigurations" in API group "admissionregistration.k8s.io" at the cluster scope`,
      );
    },
  },
});
