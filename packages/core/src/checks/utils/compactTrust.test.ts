import fc from 'fast-check';
import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { ISSUER, PROVIDER_ARN, trustOf } from '../../__testUtils__/observed';
import { compactTrust } from './compactTrust';
import { statementsOf } from '../../model/document';
import { evaluateToken } from './trust';

const NAMES = ['orders', 'invoices', 'ledger', 'search'];
const subjectOf = (name: string) => `system:serviceaccount:production:${name}`;
const documentOf = (Statement: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});
const trusting = (
  name: string,
  change: Partial<Statement> = {},
): Statement => ({
  ...statementsOf(trustOf({ name }))[0],
  ...change,
});

it('merges statements that differ only in subject and Sid', () => {
  const others = {
    Effect: 'Allow' as const,
    Principal: { Service: 'ec2.amazonaws.com' },
    Action: 'sts:AssumeRole',
  };
  const { Statement: compact } = compactTrust(
    documentOf([
      trusting('orders', { Sid: 'Orders' }),
      others,
      trusting('invoices'),
      trusting('orders'),
    ]),
  );
  expect(compact).toEqual([
    trusting('orders', {
      Sid: 'Orders',
      Condition: {
        StringEquals: {
          [`${ISSUER}:sub`]: [subjectOf('orders'), subjectOf('invoices')],
          [`${ISSUER}:aud`]: 'sts.amazonaws.com',
        },
      },
    }),
    others,
  ]);
});

const statements = fc.record({
  name: fc.constantFrom(...NAMES),
  effect: fc.constantFrom<'Allow' | 'Deny'>('Allow', 'Allow', 'Deny'),
  operator: fc.constantFrom('StringEquals', 'StringLike', 'StringNotEquals'),
  audience: fc.constantFrom('sts.amazonaws.com', 'vault'),
});

it('keeps the decision for every token', () => {
  fc.assert(
    fc.property(fc.array(statements, { maxLength: 6 }), list => {
      const document = documentOf(
        list.map(({ name, effect, operator, audience }) =>
          trusting(name, {
            Effect: effect,
            Condition: {
              [operator]: { [`${ISSUER}:sub`]: subjectOf(name) },
              StringEqualsIgnoreCase: { [`${ISSUER}:aud`]: audience },
            },
          }),
        ),
      );
      const compact = compactTrust(document);
      expect(statementsOf(compact).length).toBeLessThanOrEqual(list.length);
      for (const name of NAMES) {
        for (const audience of ['sts.amazonaws.com', 'vault']) {
          const claims = {
            issuer: ISSUER,
            subject: subjectOf(name),
            audience,
            providerArn: PROVIDER_ARN,
          };
          expect(evaluateToken(compact, claims).decision).toBe(
            evaluateToken(document, claims).decision,
          );
        }
      }
    }),
  );
});
