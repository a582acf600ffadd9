import { roleWith, trustOf } from '../__testUtils__/observed';
import { valueOf } from '../model/observation';
import { trustedBeside } from './sharing';

const ORDERS = { namespace: 'production', name: 'orders' };
const POD_ROLE = 'arn:aws:iam::111122223333:role/irsa/orders';
const allow = (Principal: object | string) => ({
  ...{ Effect: 'Allow' as const, Action: 'sts:AssumeRole' },
  Principal: Principal as { AWS: string },
});
const beside = (
  statements: ReturnType<typeof allow>[],
  account: Parameters<typeof trustedBeside>[1] = ORDERS,
) => {
  const { Statement } = trustOf();
  const trust = { ...trustOf(), Statement: [Statement, statements].flat(2) };
  return trustedBeside(valueOf(roleWith(trust))!, account);
};

describe('other principals that a role trusts', () => {
  it('exclude the token and the pod role of the ServiceAccount', () => {
    expect(beside([])).toEqual([]);
    expect(beside([allow({ Service: 'pods.eks.amazonaws.com' })])).toEqual([]);
    expect(
      beside([allow({ AWS: POD_ROLE })], {
        ...ORDERS,
        association: {
          ...{ arn: '', id: 'a-1', roleArn: POD_ROLE },
          targetRoleArn: 'arn:aws:iam::444455556666:role/orders',
        },
      }),
    ).toEqual([]);
  });

  it('include every other ServiceAccount, role, and service', () => {
    expect(beside([], { ...ORDERS, name: 'other' })).toEqual([
      'production/orders',
    ]);
    expect(
      beside([
        allow({ AWS: POD_ROLE }),
        allow({ Service: 'ec2.amazonaws.com' }),
        allow('*'),
      ]),
    ).toEqual([`AWS: ${POD_ROLE}`, 'Service: ec2.amazonaws.com', '*']);
  });
});
