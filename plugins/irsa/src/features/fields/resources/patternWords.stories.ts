import { patternWords } from './patternWords';

const PATTERNS = ['arn:aws:s3:::a-*', 'arn:aws:sqs:*:*:a-*', 'arn:*:s*:*:*:b'];

it.each([
  [undefined, PATTERNS.join(', ')],
  ['s3', 'arn:aws:s3:::a-*, arn:*:s*:*:*:b'],
  ['sqs', 'arn:aws:sqs:*:*:a-*, arn:*:s*:*:*:b'],
])('lists the patterns that can match service %s', (service, words) => {
  expect(patternWords(PATTERNS, service)).toBe(words);
});

it('lists all patterns when none belongs to the service', () => {
  expect(patternWords(['arn:aws:s3:::a'], 'kms')).toBe('arn:aws:s3:::a');
});

it('lists at most 8 patterns', () => {
  const many = Array.from({ length: 20 }, (_, at) => `arn:aws:s3:::a${at}`);
  expect(patternWords(many).split(', ')).toEqual([...many.slice(0, 8), '…']);
});
