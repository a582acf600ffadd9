import fc from 'fast-check';
import type { SimulationRequest } from '../../model/types';
import { checkSimulationRequests } from './simulationRules';

const GOOD: SimulationRequest = {
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::orders/*',
};
const broken = (change: Partial<SimulationRequest>) =>
  checkSimulationRequests([GOOD, { ...GOOD, ...change }]).map(
    ({ field, rule }) => `${field} ${rule}`,
  );

describe('simulation requests', () => {
  it.each<Partial<SimulationRequest>>([
    {},
    { resource: '*' },
    {
      action: 'elasticloadbalancing:DescribeLoadBalancers',
      resource: 'arn:aws-cn:sqs:cn-north-1:111122223333:q',
    },
    { context: { 'aws:SourceVpce': 'vpce-1', 's3:prefix': ['a', 'b'] } },
    {
      context: {
        'aws:RequestTag/Cost Centre': '',
        'oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub':
          'system:serviceaccount:a:b',
      },
    },
  ])('can be %j', change => {
    expect(broken(change)).toEqual([]);
  });

  it.each<[Partial<SimulationRequest>, string]>([
    [{ action: 's3:*' }, 'requests[1].action action-name'],
    [{ action: 'PutObject' }, 'requests[1].action action-name'],
    [{ action: 's3:Put Object' }, 'requests[1].action action-name'],
    [{ resource: 'orders' }, 'requests[1].resource resource-arn'],
    [{ resource: 'arn:aws:s3:::a b' }, 'requests[1].resource resource-arn'],
    [{ resource: '' }, 'requests[1].resource resource-arn'],
    [{ context: { SourceVpce: 'x' } }, 'requests[1].context context-key'],
    [
      { context: JSON.parse('{"__proto__":"x"}') },
      'requests[1].context context-key',
    ],
    [
      { context: { [`aws:${'x'.repeat(253)}`]: 'x' } },
      'requests[1].context context-key',
    ],
    [{ context: { 'aws:a\nb': 'x' } }, 'requests[1].context context-key'],
    [
      { context: { 'aws:SourceVpce': ['ok', 'a\u0000b'] } },
      'requests[1].context context-value',
    ],
  ])('cannot be %j', (change, violation) => {
    expect(broken(change)).toEqual([violation]);
  });

  it('accept only valid actions', () => {
    fc.assert(
      fc.property(fc.string(), action => {
        const taken = broken({ action }).length === 0;
        expect(taken).toBe(
          /^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action) && action.length < 129,
        );
      }),
    );
  });
});
