import { chooseOwner } from './recordedOwner';

const A = 'group:default/a';
const B = 'group:default/b';
const C = 'group:default/c';

describe('the recorded owner', () => {
  it.each([
    [
      'is the owner of the entity if it can use the namespace',
      [A, B],
      A,
      undefined,
      A,
    ],
    [
      'is the owner of the entity even if the request names another group',
      [A, B],
      A,
      B,
      A,
    ],
    ['is the only group that can use the namespace', [B], A, undefined, B],
    [
      'is the group that the request names if several can use the namespace',
      [B, C],
      A,
      'Group:C',
      C,
    ],
    [
      'is the owner of the entity if no group can use the namespace',
      [],
      A,
      B,
      A,
    ],
  ])('%s', (_, holders, entityOwner, asked, owner) => {
    expect(chooseOwner({ holders, entityOwner, asked })).toEqual({
      owner,
      violations: [],
    });
  });

  it.each([undefined, A, 'group:default/other'])(
    'must be one of the groups if several can use the namespace (%s)',
    asked => {
      const { owner, violations } = chooseOwner({
        holders: [B, C],
        entityOwner: A,
        asked,
      });
      expect(owner).toBeUndefined();
      expect(violations).toMatchObject([
        { field: 'owner', rule: 'owner-required' },
      ]);
    },
  );
});
