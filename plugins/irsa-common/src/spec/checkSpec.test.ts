import fc from 'fast-check';
import type { IamServiceAccountSpec } from '../types';
import { checkSpec } from './checkSpec';

const SPEC: IamServiceAccountSpec = {
  entityRef: 'component:default/orders',
  owner: 'group:default/team',
  cluster: 'prod-eu',
  namespace: 'production',
  name: 'orders',
  grants: [{ service: 's3', access: 'write', resource: 'my-app-uploads' }],
};
const rules = (change: Partial<IamServiceAccountSpec>) =>
  checkSpec({ ...SPEC, ...change }).map(
    ({ field, rule }) => `${field} ${rule}`,
  );

it.each<[string, Partial<IamServiceAccountSpec>, string[]]>([
  ['nothing wrong', {}, []],
  ['no owner, no grants', { owner: undefined, grants: undefined }, []],
  ['capitals in the name', { name: 'Orders' }, ['name kubernetes-name']],
  [
    'the default ServiceAccount',
    { name: 'default' },
    ['name default-service-account'],
  ],
  ['a wildcard for a name', { name: '*' }, ['name kubernetes-name']],
  [
    'a colon in the namespace',
    { namespace: 'a:b' },
    ['namespace kubernetes-name'],
  ],
  ['kube-system', { namespace: 'kube-system' }, ['namespace system-namespace']],
  ['default', { namespace: 'default' }, ['namespace system-namespace']],
  ['an empty owner', { owner: ' ' }, ['owner owner-required']],
  ['an owner that is no reference', { owner: 'team' }, ['owner entity-ref']],
  [
    'an entity that is no reference',
    { entityRef: 'orders' },
    ['entityRef entity-ref'],
  ],
  [
    'a bucket with an underscore',
    { grants: [{ service: 's3', access: 'read', resource: 'my_bucket' }] },
    ['grants[0].resource bucket-name'],
  ],
  [
    'an unknown service',
    { grants: [{ service: 'ec2', access: 'read', resource: 'x' }] },
    ['grants[0].service known-service'],
  ],
  [
    'an unknown access',
    { grants: [{ service: 's3', access: 'toString', resource: 'bucket' }] },
    ['grants[0].access known-access'],
  ],
  [
    'a lifetime of 599 s',
    { tokenExpirationSeconds: 599 },
    ['tokenExpirationSeconds token-expiration-range'],
  ],
  ['a lifetime of 600 s', { tokenExpirationSeconds: 600 }, []],
  [
    'a lifetime of 86401 s',
    { tokenExpirationSeconds: 86_401 },
    ['tokenExpirationSeconds token-expiration-range'],
  ],
  [
    'several at once',
    {
      name: 'A',
      namespace: 'B',
      grants: [{ service: 's3', access: 'x', resource: 'y' }],
    },
    [
      'name kubernetes-name',
      'namespace kubernetes-name',
      'grants[0].access known-access',
      'grants[0].resource bucket-name',
    ],
  ],
])('%s', (_, change, expected) => {
  expect(rules(change)).toEqual(expected);
});

it('names what was written, in each message', () => {
  const [violation] = checkSpec({ ...SPEC, name: 'Orders' });
  expect(violation.message).toContain('"Orders"');
});

it('never throws, and passes no name that is no Kubernetes name', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      fc.string(),
      (name, namespace, entityRef) => {
        const violations = checkSpec({ ...SPEC, name, namespace, entityRef });
        const fields = violations.map(({ field }) => field);
        expect(fields.includes('name') || /^[a-z0-9.-]+$/.test(name)).toBe(
          true,
        );
        expect(
          fields.includes('namespace') || /^[a-z0-9-]+$/.test(namespace),
        ).toBe(true);
      },
    ),
  );
});
