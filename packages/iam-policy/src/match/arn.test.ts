import fc from 'fast-check';
import { conditionHolds } from '../__testUtils__/cases';
import type { RequestContext } from '../evaluate/types';
import { compileArnPattern } from './arn';

const CLUSTER = 'arn:aws:ecs:eu-west-1:111122223333:cluster/main';
const TAG = 'aws:PrincipalTag/cluster';

// IAM User Guide, "IAM policy elements: Variables and tags": variables can be used in values of ARN condition operators.
describe('a variable in an ARN', () => {
  it.each([
    ['can be a whole ARN', `\${${TAG}}`, CLUSTER, true],
    [
      'does not match with another ARN as value',
      `\${${TAG}}`,
      `${CLUSTER}-2`,
      false,
    ],
    [
      'does not match with a value that is not an ARN',
      `\${${TAG}}`,
      'main',
      false,
    ],
    ['does not match without a value', `\${${TAG}}`, undefined, false],
    ['can have a default value', `\${${TAG}, '${CLUSTER}'}`, undefined, true],
    [
      'can be several parts',
      `arn:aws:ecs:\${${TAG}}:cluster/*`,
      'eu-west-1:111122223333',
      true,
    ],
    ['can be one part', `arn:aws:ecs:*:*:cluster/\${${TAG}}`, 'main', true],
    [
      'does not match with a value of one part too many',
      `arn:aws:ecs:*:\${${TAG}}:cluster/main`,
      '111122223333:cluster',
      false,
    ],
    [
      'does not match with wildcards as value, which are text',
      `\${${TAG}}`,
      'arn:aws:ecs:*:*:*',
      false,
    ],
  ])('%s', (_, wanted, tag, holds) => {
    const context: RequestContext = tag === undefined ? {} : { [TAG]: tag };
    expect(conditionHolds('ArnEquals', wanted, CLUSTER, context)).toBe(holds);
    expect(conditionHolds('ArnNotEquals', wanted, CLUSTER, context)).toBe(
      !holds,
    );
  });

  it('matches only the ARN that it stands for', () => {
    const arn = fc
      .array(fc.stringMatching(/^[a-z0-9*?/:-]{0,8}$/), {
        minLength: 5,
        maxLength: 8,
      })
      .map(parts => ['arn', ...parts].join(':'));
    const matches = compileArnPattern('${a}', true);
    fc.assert(
      fc.property(arn, arn, (one, other) => {
        const values = { variable: () => one };
        expect(matches(one, values)).toBe(true);
        expect(matches(other, values)).toBe(other === one);
      }),
    );
  });
});
