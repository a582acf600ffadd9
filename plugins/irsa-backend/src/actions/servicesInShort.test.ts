import type { EffectiveService } from '@backstage-irsa/core/model';
import { servicesInShort } from './servicesInShort';

const entry = (
  state: 'allowed' | 'allowed-if' | 'blocked',
  action: string,
) => ({
  ...{ state, actions: [action], resources: ['arn:aws:s3:::orders/*'] },
  statements: [],
});
const withLevels = (...levels: EffectiveService['levels']) => [
  { service: 's3', title: 'S3', levels },
];

it('separates what an SCP blocks from what the role may do', () => {
  expect(
    servicesInShort(
      withLevels(
        {
          ...{ level: 'Read', extent: 'limited' },
          entries: [
            entry('allowed', 's3:GetObject'),
            entry('allowed-if', 's3:GetObjectTagging'),
            entry('blocked', 's3:GetBucketPolicy'),
          ],
        },
        {
          ...{ level: 'Write', extent: 'none' },
          entries: [entry('blocked', 's3:PutObject')],
        },
        { level: 'List', extent: 'none', entries: [] },
      ),
    ),
  ).toEqual([
    {
      service: 's3',
      title: 'S3',
      levels: [
        {
          ...{ level: 'Read', extent: 'limited' },
          actions: ['s3:GetObject', 's3:GetObjectTagging'],
          resources: ['arn:aws:s3:::orders/*'],
          blocked: ['s3:GetBucketPolicy'],
        },
        {
          ...{ level: 'Write', extent: 'none' },
          ...{ actions: [], resources: [], blocked: ['s3:PutObject'] },
        },
      ],
    },
  ]);
});

it('lists at most 50 names, and no actions of a level with full access', () => {
  const entries = Array.from({ length: 60 }, (_, index) =>
    entry('allowed', `s3:Get${index}`),
  );
  const actionsWith = (extent: 'full' | 'limited') =>
    servicesInShort(withLevels({ level: 'Read', extent, entries }))[0].levels[0]
      .actions;
  expect(actionsWith('limited')).toHaveLength(50);
  expect(actionsWith('full')).toEqual([]);
});

it('leaves out services without permissions', () => {
  expect(
    servicesInShort(withLevels({ level: 'List', extent: 'none', entries: [] })),
  ).toEqual([]);
});
