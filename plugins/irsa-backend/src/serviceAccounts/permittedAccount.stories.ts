import { specOf } from '../__testUtils__/core';
import { permittedAccount } from './permittedAccount';

const CLUSTER = '111122223333';
const ASKED = '444455556666';
const ANNOTATED = 'arn:aws:iam::777788889999:role/any';
const TEAM = 'group:default/team';

describe('the account that permissions are checked for', () => {
  it.each<
    [string, Parameters<typeof permittedAccount>[0], string | null, string]
  >([
    [
      'of what is recorded, the one that was asked for',
      { owner: TEAM, spec: specOf({ accountId: ASKED }) },
      ANNOTATED,
      ASKED,
    ],
    [
      'of what is recorded without an account, that of the cluster',
      { owner: TEAM, spec: specOf() },
      ANNOTATED,
      CLUSTER,
    ],
    [
      'of what is recorded without a spec, that of the cluster',
      { owner: TEAM, spec: null },
      ANNOTATED,
      CLUSTER,
    ],
    [
      'of what nobody asked for, that of its role',
      { owner: null, spec: null },
      ANNOTATED,
      '777788889999',
    ],
    [
      'of what nobody knows, that of its role',
      undefined,
      ANNOTATED,
      '777788889999',
    ],
    [
      'of what has no role, that of the cluster',
      { owner: null, spec: null },
      null,
      CLUSTER,
    ],
    [
      'of what names something else than a role, that of the cluster',
      { owner: null, spec: null },
      'arn:aws:iam::777788889999:user/any',
      CLUSTER,
    ],
  ])('%s', (_, recorded, roleArn, expected) => {
    expect(permittedAccount(recorded, roleArn, { accountId: CLUSTER })).toBe(
      expected,
    );
  });
});
