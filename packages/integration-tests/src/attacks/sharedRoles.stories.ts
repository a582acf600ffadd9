import {
  type ApprovalHost,
  specFor,
  startApprovalHost,
} from '../__testUtils__/approvals/host';
import {
  ADA,
  BUCKET,
  PROD,
  SECRET,
  TEAM,
} from '../__testUtils__/approvals/people';

const EVERYTHING = {
  ...{ owners: [TEAM], clusters: ['*'], namespaces: ['*'], resources: ['*'] },
};

describe('approvals for the clusters of a rule', () => {
  let desk: ApprovalHost;

  beforeAll(async () => {
    desk = await startApprovalHost(['prod', 'staging', 'alone'], {
      irsa: {
        approvals: [
          {
            name: 'prod',
            grants: ['secretsmanager:*'],
            clusters: ['prod-*'],
            approvers: ['group:default/security'],
          },
        ],
        namespaceRules: [
          { ...EVERYTHING, accounts: [PROD, '444455556666'] },
          EVERYTHING,
        ],
      },
    });
  });
  afterAll(() => desk?.stop());

  const rulesFor = async (spec: object): Promise<string[]> => {
    const { body } = await desk.api('post', '/plans', ADA, { spec });
    return (body.approvals ?? []).map(({ rule }: { rule: string }) => rule);
  };

  it('are required when another cluster widens a role that they share', async () => {
    const shared = { roleName: 'shared', accountId: PROD };
    const inStaging = { ...shared, cluster: 'staging-eu' };
    await desk.made(specFor('prod', [BUCKET], shared));
    await desk.made(specFor('staging', [BUCKET], inStaging));
    const wider = [SECRET, BUCKET];
    const alone = { cluster: 'staging-eu' };
    expect(await rulesFor(specFor('alone', wider, alone))).toEqual([]);
    expect(await rulesFor(specFor('staging', wider, inStaging))).toEqual([
      'prod',
    ]);
  });
});
