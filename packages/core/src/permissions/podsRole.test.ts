import {
  associatedWith,
  observedDocument,
  observedWith,
  roleWith,
  trustOf,
} from '../__testUtils__/observed';
import { absent, found } from '../model/observation';
import type { ObservedRolePolicies } from '../model/observed';
import { policySetOfPods, seenFromPods } from './podsRole';

const OTHER = 'arn:aws:iam::111122223333:role/other';
const TARGET = 'arn:aws:iam::444455556666:role/target';

const document = {
  Version: '2012-10-17' as const,
  Statement: [{ Effect: 'Allow' as const, Action: 's3:*', Resource: '*' }],
};
const SESSION = JSON.stringify(document);

const overriding: ObservedRolePolicies = {
  role: roleWith(trustOf(), { arn: OTHER, name: 'other' }),
  attachedPolicies: found([]),
  inlinePolicies: found([
    { name: 'of-other', document: observedDocument(document) },
  ]),
  permissionsBoundary: absent<never>(),
};

describe('the policies of pods whose ServiceAccount has an annotation and an association', () => {
  it.each([
    ['', { roleArn: OTHER }, 'takes precedence over the annotation'],
    [
      ' through a target role',
      { roleArn: OTHER, targetRoleArn: TARGET },
      `target role ${TARGET}`,
    ],
  ])('are those of the association%s', (_, named, reason) => {
    const observed = observedWith({
      association: associatedWith(named).association,
      overriding,
    });
    const { policies, layers } = policySetOfPods(observed);
    expect(
      policies.filter(({ kind }) => kind !== 'trust').map(({ name }) => name),
    ).toEqual(['of-other']);
    expect(layers[0].reason).toContain(reason);
  });

  it('are restricted by the session policy of the association', () => {
    for (const { named, change } of [
      { named: { roleArn: OTHER }, change: { overriding } },
      { named: {}, change: {} },
    ]) {
      const observed = observedWith({
        association: associatedWith({ ...named, policy: SESSION }).association,
        ...change,
      });
      expect(observed.mechanism).toBe('irsa');
      expect(policySetOfPods(observed).policies).toContainEqual(
        expect.objectContaining({ kind: 'session' }),
      );
    }
  });

  it('are checked as those of the annotated role', () => {
    const observed = observedWith({
      association: associatedWith({ roleArn: OTHER }).association,
      overriding,
    });
    expect(seenFromPods(observed).role).toBe(observed.role);
  });
});
