import { ListRolesCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListClustersCommand } from '@aws-sdk/client-eks';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { type AwsFixture, startAwsFixture } from '../__testUtils__/awsFixture';

describe('signatures', () => {
  let fixture: AwsFixture;

  beforeAll(async () => {
    fixture = await startAwsFixture();
  });

  afterAll(() => fixture.close());

  const MISMATCH =
    'The request signature we calculated does not match the signature you provided.';

  it('are refused with a wrong secret, with the message of each service', async () => {
    const keys = { ...fixture.administrator, secretAccessKey: 'wrong' };
    for (const [sent, name] of [
      [
        fixture.iam(keys).send(new ListRolesCommand({})),
        'SignatureDoesNotMatch',
      ],
      [
        fixture.sts(keys).send(new GetCallerIdentityCommand({})),
        'SignatureDoesNotMatch',
      ],
      [
        fixture.eks(keys).send(new ListClustersCommand({})),
        'InvalidSignatureException',
      ],
      [
        fixture.s3(keys).send(new ListBucketsCommand({})),
        'SignatureDoesNotMatch',
      ],
    ] as const) {
      await expect(sent).rejects.toMatchObject({
        name,
        message: expect.stringContaining(MISMATCH),
        $metadata: { httpStatusCode: 403 },
      });
    }
  });

  it('are refused with an unknown key', async () => {
    const keys = { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' };
    for (const [sent, name, message] of [
      [
        fixture.iam(keys).send(new ListRolesCommand({})),
        'InvalidClientTokenId',
        'The security token included in the request is invalid.',
      ],
      [
        fixture.eks(keys).send(new ListClustersCommand({})),
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
      ],
      [
        fixture.s3(keys).send(new ListBucketsCommand({})),
        'InvalidAccessKeyId',
        'The AWS Access Key Id you provided does not exist in our records.',
      ],
    ] as const) {
      await expect(sent).rejects.toMatchObject({
        name,
        message,
        $metadata: { httpStatusCode: 403 },
      });
    }
  });

  it('are refused with a session token that does not belong to the key', async () => {
    const keys = { ...fixture.administrator, sessionToken: 'made-up' };
    await expect(
      fixture.sts(keys).send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    await expect(
      fixture.s3(keys).send(new ListBucketsCommand({})),
    ).rejects.toMatchObject({ name: 'InvalidToken' });
  });

  it.each([-16, 16])(
    'are refused when the client clock is off by %i minutes',
    async minutes => {
      const offset = { systemClockOffset: minutes * 60_000 };
      const iam = fixture.iam();
      iam.config.systemClockOffset = offset.systemClockOffset;
      await expect(iam.send(new ListRolesCommand({}))).rejects.toMatchObject({
        name: 'SignatureDoesNotMatch',
        message: expect.stringMatching(
          minutes < 0
            ? /^Signature expired: \d{8}T\d{6}Z is now earlier than .* - 15 min\.\)$/
            : /^Signature not yet current: \d{8}T\d{6}Z is still later than .* \+ 15 min\.\)$/,
        ),
      });
      const s3 = fixture.s3();
      s3.config.systemClockOffset = offset.systemClockOffset;
      await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({
        name: 'RequestTimeTooSkewed',
      });
    },
  );

  it('are required by IAM: an unsigned IAM form goes to STS, which does not know the action', async () => {
    const answer = await fetch(fixture.endpoint, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'ListRoles', Version: '2010-05-08' }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('<Code>InvalidAction</Code>');
  });

  it('are required by STS operations that need a caller', async () => {
    const answer = await fetch(fixture.endpoint, {
      method: 'POST',
      body: new URLSearchParams({
        Action: 'GetCallerIdentity',
        Version: '2011-06-15',
      }),
    });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain(
      '<Code>MissingAuthenticationToken</Code>',
    );
  });

  it('are required by S3, which denies anonymous requests', async () => {
    const answer = await fetch(`${fixture.endpoint}/some-bucket/key`);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain(
      '<Code>AccessDenied</Code><Message>Access Denied</Message>',
    );
  });

  it('for an unsupported service are refused with a message that says so', async () => {
    const answer = await fetch(fixture.endpoint, {
      method: 'POST',
      headers: {
        authorization:
          'AWS4-HMAC-SHA256 Credential=AKIA/20200101/eu-west-1/glue/aws4_request, SignedHeaders=host, Signature=00',
        'x-amz-date': '20200101T000000Z',
      },
      body: '{}',
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(/The sandbox has iam, .*, not glue/);
  });
});
