import { isHeir } from './heir';

const A = 'group:default/a';
const B = 'group:default/b';

describe('isHeir', () => {
  it.each([
    ['the same entity of the same owner', A, 'u1', A, 'u1', true],
    ['the same entity, given to somebody else', A, 'u1', B, 'u1', true],
    ['a new entity of the same owner', A, 'u1', A, 'u2', true],
    [
      'an entity that has come since, of the same owner',
      A,
      null,
      A,
      'u1',
      true,
    ],
    ['a new entity of somebody else', A, 'u1', B, 'u2', false],
    ['a new entity without an owner', A, 'u1', undefined, 'u2', false],
    ['one of somebody else that has come since', A, null, B, 'u1', false],
    ['two of which neither UID is known', A, null, B, undefined, false],
    ['what was recorded for nobody', null, null, B, 'u1', true],
  ])('%s', (_, recorded, entityUid, owner, uid, expected) => {
    expect(isHeir({ owner: recorded, entityUid }, { owner, uid })).toBe(
      expected,
    );
  });
});
