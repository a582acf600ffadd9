import fc from 'fast-check';
import { conditionHolds } from '../__testUtils__/cases';
import type { RequestContext } from '../evaluate/types';
import { compileArnPattern } from './arn';

const CLUSTER = 'arn:aws:ecs:eu-west-1:111122223333:cluster/main';
const TAG = 'aws:PrincipalTag/cluster';

// IAM User Guide, "IAM policy elements: Variables and tags": variables can be used in values of ARN condition operators.
describe('a variable in an ARN', () => {
  it.each([
    ['is a whole ARN', `\${${TAG}}`, CLUSTER, true],
    ['is another ARN', `\${${TAG}}`, `${CLUSTER}-2`, false],
    ['is no ARN', `\${${TAG}}`, 'main', false],
    ['has no value', `\${${TAG}}`, undefined, false],
    ['is a default', `\${${TAG}, '${CLUSTER}'}`, undefined, true],
    [
      'is several parts',
      `arn:aws:ecs:\${${TAG}}:cluster/*`,
      'eu-west-1:111122223333',
      true,
    ],
    ['is one part', `arn:aws:ecs:*:*:cluster/\${${TAG}}`, 'main', true],
    [
      'is one part, and no more',
      `arn:aws:ecs:*:\${${TAG}}:cluster/main`,
      '111122223333:cluster',
      false,
    ],
    ['is text, not a wildcard', `\${${TAG}}`, 'arn:aws:ecs:*:*:*', false],
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
