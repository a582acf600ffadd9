import type { Observation } from '@backstage-irsa/core/model';
import type { OrganizationSnapshot } from '@backstage-irsa/core/organization';
import { readOrganization } from './readOrganization';

type Answers = Record<string, object | ((input: object) => object)>;

const ROOT = {
  Id: 'r-ab12',
  Arn: 'arn:aws-cn:organizations::999900000000:root/o-a/r-ab12',
  Name: 'Root',
  PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
};
const ANSWERS: Answers = {
  ListRoots: { Roots: [ROOT] },
  ListAccountsForParent: { Accounts: [{ Id: '111122223333', Name: 'prod' }] },
  ListOrganizationalUnitsForParent: { OrganizationalUnits: [] },
  ListPolicies: {
    Policies: [
      { Id: 'p-22222222', Arn: 'arn:two', Name: 'two' },
      { Id: 'p-11111111', Arn: 'arn:one', Name: 'one' },
      { Id: 'p-unattached', Arn: 'arn:none', Name: 'none' },
    ],
  },
  ListTargetsForPolicy: input =>
    Reflect.get(input, 'PolicyId') === 'p-unattached'
      ? { Targets: [] }
      : { Targets: [{ TargetId: 'r-ab12' }, { TargetId: '111122223333' }] },
  DescribePolicy: input => ({
    Policy: { Content: `text of ${Reflect.get(input, 'PolicyId')}` },
  }),
};

const read = (change: Answers = {}, calls: string[] = []) =>
  readOrganization(
    {
      organizations: async (_account, _region, operation, input) => {
        calls.push(operation);
        const answer = { ...ANSWERS, ...change }[operation];
        return typeof answer === 'function' ? answer(input) : answer;
      },
    },
    { accountId: '111122223333', region: 'cn-north-1' },
  );

function snapshotOf(observation: Observation<OrganizationSnapshot>) {
  if (observation.state !== 'found') throw new Error(observation.state);
  return observation.value;
}

describe('the organization', () => {
  it('has only the attached policies, in a fixed order', async () => {
    const calls: string[] = [];
    const snapshot = snapshotOf(await read({}, calls));
    expect(snapshot).toMatchObject({
      id: 'o-a',
      managementAccountId: '999900000000',
      policies: [
        {
          ...{ id: 'p-11111111', name: 'one', arn: 'arn:one' },
          document: 'text of p-11111111',
          targets: ['111122223333', 'r-ab12'],
        },
        { id: 'p-22222222' },
      ],
    });
    expect(calls.filter(name => name === 'DescribePolicy')).toHaveLength(2);
  });

  it.each([
    ['read', 'ENABLED'],
    ['not-read', 'PENDING_ENABLE'],
    ['not-read', 'PENDING_DISABLE'],
  ])('has the state %s of a policy type that is %s', async (state, Status) => {
    const PolicyTypes = [{ Type: 'SERVICE_CONTROL_POLICY', Status }];
    const { readings } = snapshotOf(
      await read({ ListRoots: { Roots: [{ ...ROOT, PolicyTypes }] } }),
    );
    expect(readings).toMatchObject({
      'service-control': { state },
      'resource-control': { state: 'absent' },
    });
  });

  it.each<[string, Answers]>([
    ['an empty list of roots', { ListRoots: { Roots: [] } }],
    ['no list of roots', { ListRoots: {} }],
    [
      'a root with an invalid ARN',
      { ListRoots: { Roots: [{ ...ROOT, Arn: 'x' }] } },
    ],
    [
      'a root with an invalid ID',
      { ListRoots: { Roots: [{ ...ROOT, Id: '../r-ab12' }] } },
    ],
    [
      'a text instead of policy types',
      { ListRoots: { Roots: [{ ...ROOT, PolicyTypes: 'all' }] } },
    ],
    [
      'an account with an invalid ID',
      { ListAccountsForParent: { Accounts: [{ Id: '1' }] } },
    ],
    [
      'a policy with an invalid ID',
      { ListPolicies: { Policies: [{ Id: 'x', Name: 'x', Arn: 'x' }] } },
    ],
    [
      'a text instead of policy targets',
      { ListTargetsForPolicy: { Targets: 'all' } },
    ],
    ['a policy without a document', { DescribePolicy: { Policy: {} } }],
    [
      'organizational units that contain each other endlessly',
      {
        ListOrganizationalUnitsForParent: {
          OrganizationalUnits: [{ Id: 'ou-ab12-11111111', Name: 'again' }],
        },
      },
    ],
    [
      'pages that never end',
      { ListRoots: { Roots: [], NextToken: 'the same again' } },
    ],
  ])('is entirely unknown with %s', async (_, change) => {
    expect(await read(change)).toMatchObject({
      state: 'unknown',
      reason: expect.stringContaining('invalid response'),
    });
  });
});
