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
      'is the account that the spec requests',
      { owner: TEAM, spec: specOf({ accountId: ASKED }) },
      ANNOTATED,
      ASKED,
    ],
    [
      'is the account of the cluster if the spec requests none',
      { owner: TEAM, spec: specOf() },
      ANNOTATED,
      CLUSTER,
    ],
    [
      'is the account of the cluster if an owner is recorded without a spec',
      { owner: TEAM, spec: null },
      ANNOTATED,
      CLUSTER,
    ],
    [
      'is the account of the role if neither an owner nor a spec is recorded',
      { owner: null, spec: null },
      ANNOTATED,
      '777788889999',
    ],
    [
      'is the account of the role if the ServiceAccount has no record',
      undefined,
      ANNOTATED,
      '777788889999',
    ],
    [
      'is the account of the cluster if the ServiceAccount has no role',
      { owner: null, spec: null },
      null,
      CLUSTER,
    ],
    [
      'is the account of the cluster if the annotation is not a role ARN',
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
