import type {
  EffectiveLevel,
  PermissionEntry,
} from '@backstage-irsa/core/model';
import { levelCell } from './levelCell';

const entry = (state: PermissionEntry['state']): PermissionEntry => ({
  state,
  actions: ['s3:PutObject'],
  resources: ['*'],
  statements: [],
});

const CASES: [
  EffectiveLevel['extent'],
  PermissionEntry['state'][],
  ReturnType<typeof levelCell>['state'],
][] = [
  ['full', ['allowed'], 'full'],
  ['limited', ['allowed-if', 'blocked'], 'limited'],
  ['none', ['blocked'], 'blocked'],
  ['none', ['blocked', 'unknown'], 'unknown'],
  ['none', [], 'none'],
];

describe('levelCell', () => {
  it.each(CASES)('extent %s with entries %j is %s', (extent, states, state) => {
    const entries = states.map(entry);
    const service = {
      service: 's3',
      title: 'S3',
      levels: [{ level: 'Write' as const, extent, entries }],
    };
    expect(levelCell(service, 'Write')).toEqual({
      level: 'Write',
      state,
      entries,
    });
  });

  it('has the state "none" for a level that the service lacks', () => {
    expect(
      levelCell({ service: 's3', title: 'S3', levels: [] }, 'List'),
    ).toEqual({ level: 'List', state: 'none', entries: [] });
  });
});
