import fc from 'fast-check';
import type { PolicyText } from '../model/types';
import { evaluablePolicies, invalidPoliciesOf } from './policySet';

const DOCUMENTS = [
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Permit","Action":"s3:*","Resource":"*"}]}',
  '{"Version":"2012-10-17"}',
  '{',
];

it('reports each document that is excluded from decisions, even if no errors were stored for it', () => {
  const policy = fc.record({
    kind: fc.constantFrom('managed' as const, 'inline' as const),
    document: fc.oneof(fc.constantFrom(...DOCUMENTS), fc.string()),
    errors: fc.constant<PolicyText['errors']>([]),
  });
  fc.assert(
    fc.property(fc.array(policy, { maxLength: 4 }), texts => {
      const policies = texts.map((text, at) => ({ ...text, name: `p${at}` }));
      const set = { policies, layers: [] };
      const { identityPolicies } = evaluablePolicies(set);
      const told = [
        ...identityPolicies.map(({ name }) => name),
        ...invalidPoliciesOf(set).map(({ policy: name }) => name),
      ];
      expect(told.sort()).toEqual(policies.map(({ name }) => name).sort());
    }),
  );
});
