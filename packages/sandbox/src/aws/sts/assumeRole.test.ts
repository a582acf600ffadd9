import { CreateRoleCommand } from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import { type AwsFixture, startAwsFixture } from '../__testUtils__/awsFixture';
import { accountTrust, policyOf } from '../__testUtils__/policies';

const ROLE = 'arn:aws:iam::444455556666:role/target';

describe('AssumeRole and GetCallerIdentity', () => {
  let fixture: AwsFixture;

  const createTarget = (trust: string) =>
    fixture.iam(fixture.stagingAdministrator).send(
      new CreateRoleCommand({
        RoleName: 'target',
        AssumeRolePolicyDocument: trust,
        MaxSessionDuration: 43_200,
      }),
    );

  const assume = (more: object = {}, keys = fixture.administrator) =>
    fixture.sts(keys).send(
      new AssumeRoleCommand({
        RoleArn: ROLE,
        RoleSessionName: 'deploy',
        ...more,
      }),
    );

  const denied = (arn: string) => ({
    name: 'AccessDenied',
    message: `User: ${arn} is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
    $metadata: { httpStatusCode: 403 },
  });

  beforeEach(async () => {
    fixture = await startAwsFixture();
  });

  afterEach(() => fixture.close());

  it('return the identity of the caller without any permission', async () => {
    const keys = fixture.user('nobody', [
      { Effect: 'Deny', Action: '*', Resource: '*' },
    ]);
    const identity = await fixture
      .sts(keys)
      .send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Account: '111122223333',
      Arn: 'arn:aws:iam::111122223333:user/nobody',
      UserId: expect.stringMatching(/^AIDA/),
    });
  });

  it('require trust and permission to reach another account', async () => {
    await createTarget(accountTrust('111122223333'));
    const answer = await assume({ DurationSeconds: 900 });
    expect(answer.AssumedRoleUser?.Arn).toBe(
      'arn:aws:sts::444455556666:assumed-role/target/deploy',
    );
    const keys = fixture.user('stranger', [
      { Effect: 'Allow', Action: 's3:*', Resource: '*' },
    ]);
    await expect(assume({}, keys)).rejects.toMatchObject(
      denied('arn:aws:iam::111122223333:user/stranger'),
    );
  });

  it('reject a caller that the role does not trust', async () => {
    await createTarget(accountTrust('444455556666'));
    await expect(assume()).rejects.toMatchObject(
      denied('arn:aws:iam::111122223333:user/administrator'),
    );
  });

  it('do not reveal that a role does not exist', async () => {
    await expect(assume()).rejects.toMatchObject(
      denied('arn:aws:iam::111122223333:user/administrator'),
    );
  });

  it('require the external ID', async () => {
    await createTarget(
      policyOf({
        Effect: 'Allow',
        Principal: { AWS: '111122223333' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': 'right' } },
      }),
    );
    await expect(assume({ ExternalId: 'wrong' })).rejects.toMatchObject(
      denied('arn:aws:iam::111122223333:user/administrator'),
    );
    await assume({ ExternalId: 'right' });
  });

  it('limit a role that a role session assumes to 1 hour', async () => {
    await createTarget(
      policyOf({
        Effect: 'Allow',
        Principal: {
          AWS: ['111122223333', 'arn:aws:iam::444455556666:root'],
        },
        Action: 'sts:AssumeRole',
      }),
    );
    await fixture.iam().send(
      new CreateRoleCommand({
        RoleName: 'first',
        AssumeRolePolicyDocument: accountTrust('111122223333'),
      }),
    );
    fixture.prod.roles
      .get('first')
      ?.attachedPolicyArns.push('arn:aws:iam::aws:policy/AdministratorAccess');
    const { Credentials } = await assume({
      RoleArn: 'arn:aws:iam::111122223333:role/first',
    });
    const keys = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    await assume({ DurationSeconds: 3600 }, keys);
    await expect(assume({ DurationSeconds: 3601 }, keys)).rejects.toMatchObject(
      {
        name: 'ValidationError',
        message:
          'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
      },
    );
  });
});
