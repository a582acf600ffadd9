import { mockCredentials } from '@backstage/backend-test-utils';
import {
  type ApprovalHost,
  specFor,
  startApprovalHost,
} from '../__testUtils__/approvals/host';
import {
  ADA,
  BUCKET,
  onBehalfOf,
  SECRET,
} from '../__testUtils__/approvals/people';
import { rolesOf } from '../__testUtils__/defaults/iam';

describe('approvals for all ways to grant access', () => {
  let desk: ApprovalHost;

  beforeAll(async () => {
    desk = await startApprovalHost(['ways', 'unseen', 'document', 'versions']);
  });
  afterAll(() => desk?.stop());

  it('are required for every operation that gives access', async () => {
    const { id } = await desk.approvedAndMade(
      specFor('ways', [SECRET, BUCKET]),
    );
    const path = `/service-accounts/${id}`;
    const before = () => rolesOf(desk.host.sandbox);
    const smaller = await desk.api('post', `${path}/right-sizings`, ADA, {
      drop: ['secretsmanager'],
    });
    expect([smaller.status, smaller.text]).toEqual([200, expect.anything()]);
    const [sizing] = (await desk.api('get', `${path}/right-sizings`, ADA)).body
      .items;
    const roles = before();
    const undone = await desk.api(
      'post',
      `${path}/right-sizings/${sizing.id}/undo`,
      ADA,
    );
    expect([undone.status, undone.body.error.name]).toEqual([
      409,
      'ApprovalRequiredError',
    ]);
    await expect(
      desk.actions.invoke(
        'create-service-account',
        specFor('unseen'),
        mockCredentials.user(ADA),
      ),
    ).rejects.toThrow('needs an approval');
    const behind = await desk.api('put', '/service-accounts', onBehalfOf(ADA), {
      spec: specFor('unseen'),
    });
    expect(behind.body.error.name).toBe('ApprovalRequiredError');
    const adopted = await desk.apply(
      specFor('unseen', [BUCKET], { adopt: true }),
    );
    expect(adopted.body.error.name).toBe('ApprovalRequiredError');
    const document = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'secretsmanager:GetSecretValue',
          Resource: '*',
        },
      ],
    };
    const own = await desk.apply(
      specFor('document', [], { policyDocument: document }),
    );
    expect(own.body.error.name).toBe('ApprovalRequiredError');
    expect(before()).toEqual(roles);

    await desk.approvedAndMade(specFor('ways', [SECRET, BUCKET]));
    const migrated = await desk.api('post', `${path}/migrations`, ADA, {
      to: 'pod-identity',
    });
    expect([migrated.status, migrated.body.error.name]).toEqual([
      409,
      'ApprovalRequiredError',
    ]);
  });

  it('are required for a document of another version, which has variables', async () => {
    const home = (Version: string) =>
      specFor('versions', [], {
        policyDocument: {
          Version,
          Statement: [
            {
              ...{ Effect: 'Allow', Action: 's3:GetObject' },
              Resource: 'arn:aws:s3:::${aws:PrincipalTag/x}/*',
            },
          ],
        },
      });
    await desk.approvedAndMade(home('2008-10-17'));
    expect(await desk.ask(home('2012-10-17'))).toEqual(expect.any(String));
  });
});
