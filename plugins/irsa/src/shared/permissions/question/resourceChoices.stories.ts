import type { EffectiveService } from '@backstage-irsa/core/model';
import { resourceChoices } from './resourceChoices';

const service = (
  prefix: string,
  resources: string[],
  except?: string[],
): EffectiveService => ({
  service: prefix,
  title: prefix,
  levels: [
    {
      level: 'Read',
      extent: 'limited',
      entries: [
        { state: 'allowed', actions: [], resources, except, statements: [] },
      ],
    },
  ],
});

const S3 = service(
  's3',
  ['arn:aws:s3:::b/*', 'arn:aws:s3:::a', 'not arn:aws:s3:::z'],
  ['arn:aws:s3:::b/private/*'],
);
const SQS = service('sqs', ['arn:aws:sqs:eu-west-1:111122223333:orders']);
const KMS = service('kms', ['*']);

describe('resourceChoices', () => {
  it.each([
    [
      's3:Get',
      ['arn:aws:s3:::a', 'arn:aws:s3:::b/*', 'arn:aws:s3:::b/private/*', '*'],
    ],
    ['SQS:', ['arn:aws:sqs:eu-west-1:111122223333:orders', '*']],
    [
      'kms:Decrypt',
      [
        'arn:aws:s3:::a',
        'arn:aws:s3:::b/*',
        'arn:aws:s3:::b/private/*',
        'arn:aws:sqs:eu-west-1:111122223333:orders',
        '*',
      ],
    ],
  ])('suggests resources for %s', (action, choices) => {
    expect(resourceChoices([S3, SQS, KMS], action)).toEqual(choices);
  });

  it('suggests only * when nothing is known', () => {
    expect(resourceChoices([], '')).toEqual(['*']);
  });
});
