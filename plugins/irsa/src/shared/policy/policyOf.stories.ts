import type { PolicyText, StatementRef } from '@backstage-irsa/core/model';
import { policyOf } from './policyOf';

const policy = (
  name: string,
  kind: PolicyText['kind'],
  arn?: string,
): PolicyText => ({ name, kind, arn, document: '{}', errors: [] });

const ARN = 'arn:aws:iam::111122223333:policy/shared';
const POLICIES = [
  policy('orders', 'inline'),
  policy('shared', 'managed', ARN),
  policy('shared', 'permissions-boundary', ARN),
];

const CASES: [Omit<StatementRef, 'statement'>, number | undefined][] = [
  [{ policy: 'orders' }, 0],
  [{ policy: 'orders', layer: 'identity' }, 0],
  [{ policy: ARN, layer: 'identity' }, 1],
  [{ policy: 'shared', layer: 'permissions-boundary' }, 2],
  [{ policy: 'shared', layer: 'service-control' }, undefined],
  [{ policy: 'other' }, undefined],
];

describe('policyOf', () => {
  it.each(CASES)('of %j', (ref, index) => {
    expect(policyOf(POLICIES, { ...ref, statement: 0 })).toBe(
      index === undefined ? undefined : POLICIES[index],
    );
  });
});
