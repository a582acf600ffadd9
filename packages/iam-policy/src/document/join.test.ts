import fc from 'fast-check';
import { evaluate } from '../evaluate/evaluate';
import { joinDocuments } from './join';
import type { PolicyDocument, Statement } from './types';

const ROLE = 'arn:aws:iam::111122223333:role/example';
const TEXTS = [
  ...['${test:team}', '${test:none}', "${test:none, 'blue'}", '$${test:team}'],
  ...['${*}', '${?}', '${$}', '${$}{test:team}', '*', '?', 'blue', '$'],
];

const Version = fc.constantFrom(
  undefined,
  '2008-10-17' as const,
  '2012-10-17' as const,
);
const text = fc.constantFrom(...TEXTS);
const statement = fc
  .record({
    Effect: fc.constantFrom<Statement['Effect']>('Allow', 'Allow', 'Deny'),
    resource: text.map(name => `arn:aws:s3:::${name}/x`),
    isNotResource: fc.boolean(),
    operator: fc.constantFrom('StringLike', 'StringNotLike', 'StringEquals'),
    wanted: fc.array(text, { minLength: 1, maxLength: 2 }),
    hasCondition: fc.boolean(),
  })
  .map(
    ({
      Effect,
      resource,
      isNotResource,
      operator,
      wanted,
      hasCondition,
    }): Statement => ({
      ...{ Sid: 'One', Effect, Action: 's3:GetObject' },
      ...(isNotResource ? { NotResource: [resource] } : { Resource: resource }),
      ...(hasCondition && { Condition: { [operator]: { 'test:is': wanted } } }),
    }),
  );
const documents = fc.array(
  fc.record({ Version, Statement: fc.array(statement, { maxLength: 3 }) }),
  { minLength: 1, maxLength: 3 },
);

function decisionOf(
  all: PolicyDocument[],
  { name, is }: { name: string; is: string },
): string {
  return evaluate({
    principal: { kind: 'role', arn: ROLE, accountId: '111122223333' },
    action: 's3:GetObject',
    resource: `arn:aws:s3:::${name}/x`,
    context: { 'test:team': 'blue', 'test:is': is },
    identityPolicies: all.map(document => ({ name: 'own', document })),
  }).decision;
}

describe('joined documents', () => {
  it('allow the same as the separate documents, regardless of their versions', () => {
    fc.assert(
      fc.property(documents, text, text, (all, name, is) => {
        const asked = { name, is };
        expect(decisionOf([joinDocuments(all)], asked)).toBe(
          decisionOf(all, asked),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('contain each Sid once', () => {
    const one: Statement = {
      ...{ Sid: 'One', Effect: 'Allow' },
      ...{ Action: 's3:GetObject', Resource: '*' },
    };
    const { Sid, ...rest } = one;
    expect(joinDocuments([{ Statement: one }, { Statement: [one] }])).toEqual({
      Version: '2012-10-17',
      Statement: [one, rest],
    });
  });
});
