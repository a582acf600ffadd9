import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  ListObjectsV2Command,
  PutObjectCommand,
  CreateBucketCommand,
} from '@aws-sdk/client-s3';
import {
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import { SignJWT } from 'jose';
import {
  type AwsFixture,
  type Keys,
  startAwsFixture,
} from '../__testUtils__/awsFixture';
import {
  ALLOW_S3,
  policyOf,
  webIdentityTrust,
} from '../__testUtils__/policies';

const SUBJECT = 'system:serviceaccount:shop:orders';
const ROLE = 'arn:aws:iam::111122223333:role/irsa/orders';
const HOUR = 3_600_000;

interface TokenParts {
  subject?: string;
  audience?: string | string[] | null;
  issuer?: string;
  lifetimeSeconds?: number;
  kid?: string;
  key?: KeyObject;
}

describe('AssumeRoleWithWebIdentity', () => {
  let fixture: AwsFixture;

  /** Returns a token as the cluster signs it, except for the given parts. */
  const token = (parts: TokenParts = {}) => {
    const { cluster, world } = fixture;
    const now = Math.floor(world.now().getTime() / 1000);
    const jwt = new SignJWT({})
      .setProtectedHeader({
        alg: 'RS256',
        kid: parts.kid ?? cluster.signingKey.kid,
      })
      .setIssuer(parts.issuer ?? cluster.issuer)
      .setSubject(parts.subject ?? SUBJECT)
      .setIssuedAt(now)
      .setExpirationTime(now + (parts.lifetimeSeconds ?? 600));
    if (parts.audience !== null) {
      jwt.setAudience(parts.audience ?? ['sts.amazonaws.com']);
    }
    return jwt.sign(parts.key ?? cluster.signingKey.privateKey);
  };

  const assume = async (
    WebIdentityToken: string | Promise<string>,
    more: object = {},
  ) =>
    fixture.sts().send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: ROLE,
        RoleSessionName: 'test-session',
        WebIdentityToken: await WebIdentityToken,
        ...more,
      }),
    );

  const keysOf = async (answer: ReturnType<typeof assume>): Promise<Keys> => {
    const { Credentials } = await answer;
    return {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
  };

  beforeEach(async () => {
    fixture = await startAwsFixture();
    const iam = fixture.iam();
    await iam.send(
      new CreateOpenIDConnectProviderCommand({
        Url: fixture.cluster.issuer,
        ClientIDList: ['sts.amazonaws.com'],
      }),
    );
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'orders',
        Path: '/irsa/',
        AssumeRolePolicyDocument: webIdentityTrust(fixture.cluster, SUBJECT),
      }),
    );
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'orders',
        PolicyName: 'orders',
        PolicyDocument: policyOf({
          ...ALLOW_S3,
          Resource: ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'],
        }),
      }),
    );
    await fixture.s3().send(
      new CreateBucketCommand({
        Bucket: 'orders',
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
      }),
    );
  });

  afterEach(() => fixture.close());

  it('gives the token of the ServiceAccount the permissions of the role', async () => {
    const answer = await assume(token());
    expect(answer).toMatchObject({
      SubjectFromWebIdentityToken: SUBJECT,
      Audience: 'sts.amazonaws.com',
      Provider: `arn:aws:iam::111122223333:oidc-provider/${fixture.cluster.issuer.slice(
        8,
      )}`,
      AssumedRoleUser: {
        Arn: 'arn:aws:sts::111122223333:assumed-role/orders/test-session',
        AssumedRoleId: expect.stringMatching(/^AROA\w{17}:test-session$/),
      },
    });
    const left = (answer.Credentials?.Expiration?.getTime() ?? 0) - Date.now();
    expect(left / HOUR).toBeCloseTo(1, 1);
    const keys = await keysOf(assume(token()));
    const identity = await fixture
      .sts(keys)
      .send(new GetCallerIdentityCommand({}));
    expect(identity.Arn).toBe(answer.AssumedRoleUser?.Arn);
    await fixture
      .s3(keys)
      .send(new PutObjectCommand({ Bucket: 'orders', Key: 'a', Body: 'b' }));
  });

  it('rejects the token of another ServiceAccount', async () => {
    await expect(
      assume(token({ subject: 'system:serviceaccount:shop:other' })),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('rejects a wrong audience', async () => {
    await expect(
      assume(token({ audience: 'https://kubernetes.default.svc' })),
    ).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
      message: 'Incorrect token audience',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('rejects a token without an audience', async () => {
    await expect(assume(token({ audience: null }))).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
      message: 'Missing a required claim: aud',
    });
  });

  it('rejects an expired token', async () => {
    const early = await token({ lifetimeSeconds: 600 });
    fixture.advance(601_000);
    await expect(assume(early)).rejects.toMatchObject({
      name: 'ExpiredTokenException',
      message:
        'Token expired: current date/time must be before the expiration date/time',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('rejects a token signed by a key that the issuer does not publish', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await expect(
      assume(token({ key: privateKey, kid: 'another' })),
    ).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
      message:
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
    });
  });

  it('rejects a forged signature with the ID of a valid key', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await expect(assume(token({ key: privateKey }))).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
      message: 'Token signature invalid',
    });
  });

  it.each([
    ['text that is not a JWT', () => 'not-a-token'],
    [
      'an unsigned JWT',
      () =>
        [{ alg: 'none' }, { iss: fixture.cluster.issuer, sub: SUBJECT }, '']
          .map(part =>
            Buffer.from(part ? JSON.stringify(part) : '').toString('base64url'),
          )
          .join('.'),
    ],
  ])('rejects %s', async (_what, make) => {
    await expect(assume(make())).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
      message:
        'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    });
  });

  it('requires the provider in the account of the role', async () => {
    await expect(
      assume(token(), { RoleArn: 'arn:aws:iam::444455556666:role/orders' }),
    ).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
      message: `No OpenIDConnect provider found in your account for ${fixture.cluster.issuer}`,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('accepts a token for a role of another account that trusts the issuer there', async () => {
    const iam = fixture.iam(fixture.stagingAdministrator);
    await iam.send(
      new CreateOpenIDConnectProviderCommand({
        Url: fixture.cluster.issuer,
        ClientIDList: ['sts.amazonaws.com'],
      }),
    );
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'cross',
        AssumeRolePolicyDocument: webIdentityTrust(fixture.cluster, SUBJECT, {
          account: '444455556666',
        }),
      }),
    );
    const answer = await assume(token(), {
      RoleArn: 'arn:aws:iam::444455556666:role/cross',
    });
    expect(answer.AssumedRoleUser?.Arn).toBe(
      'arn:aws:sts::444455556666:assumed-role/cross/test-session',
    );
  });

  it.each([
    [
      'arn:aws:iam::111122223333:role/orders',
      'the path of the role is missing',
    ],
    ['arn:aws:iam::111122223333:role/ghost', 'the role does not exist'],
  ])('does not reveal whether %s exists (%s)', async RoleArn => {
    await expect(assume(token(), { RoleArn })).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    });
  });

  it.each([
    [
      { RoleArn: 'arn:aws:iam:111122223333:role/orders' },
      'Request ARN is invalid',
    ],
    [
      { DurationSeconds: 899 },
      "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    ],
    [
      { DurationSeconds: 3601 },
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    ],
    [
      { RoleSessionName: 'a b' },
      "1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\\w+=,.@-]*$",
    ],
    [
      { Policy: policyOf({ ...ALLOW_S3, Sid: 'x'.repeat(2048) }) },
      expect.stringContaining(
        "at 'policy' failed to satisfy constraint: Member must have length less than or equal to 2048",
      ),
    ],
  ])('rejects %j', async (input, message) => {
    await expect(assume(token(), input)).rejects.toMatchObject({
      name: 'ValidationError',
      message,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('limits the session by an inline policy', async () => {
    const Policy = policyOf({
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: '*',
    });
    const s3 = fixture.s3(await keysOf(assume(token(), { Policy })));
    await s3.send(new ListObjectsV2Command({ Bucket: 'orders' }));
    await expect(
      s3.send(new PutObjectCommand({ Bucket: 'orders', Key: 'a', Body: 'b' })),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        'User: arn:aws:sts::111122223333:assumed-role/orders/test-session is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::orders/a" because no session policy allows the s3:PutObject action',
    });
  });

  it('allows nothing with a session policy that denies all actions', async () => {
    const Policy = policyOf({ Effect: 'Deny', Action: '*', Resource: '*' });
    const keys = await keysOf(assume(token(), { Policy }));
    await expect(
      fixture.s3(keys).send(new ListObjectsV2Command({ Bucket: 'orders' })),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(
        'with an explicit deny in a session policy',
      ),
    });
    await fixture.sts(keys).send(new GetCallerIdentityCommand({}));
  });

  it.each([
    ['without an action', { Effect: 'Allow' }],
    [
      'with an incomplete ARN',
      { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3' },
    ],
  ])('rejects a session policy %s', async (_what, statement) => {
    await expect(
      assume(token(), { Policy: policyOf(statement) }),
    ).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
    });
  });

  it('updates the last use of the role when the session is used, not when it is issued', async () => {
    const lastUsed = async () =>
      (await fixture.iam().send(new GetRoleCommand({ RoleName: 'orders' })))
        .Role?.RoleLastUsed;
    const keys = await keysOf(assume(token()));
    expect((await lastUsed())?.LastUsedDate).toBeUndefined();
    await fixture.sts(keys).send(new GetCallerIdentityCommand({}));
    expect(await lastUsed()).toMatchObject({
      LastUsedDate: expect.any(Date),
      Region: 'eu-west-1',
    });
  });

  it('ends the session when it expires', async () => {
    const keys = await keysOf(assume(token(), { DurationSeconds: 900 }));
    fixture.advance(901_000);
    await expect(
      fixture.sts(keys).send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({
      name: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    });
    await expect(
      fixture.s3(keys).send(new ListObjectsV2Command({ Bucket: 'orders' })),
    ).rejects.toMatchObject({
      name: 'ExpiredToken',
      message: 'The provided token has expired.',
    });
  });

  it('ends the session when the role is deleted', async () => {
    const iam = fixture.iam();
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'short-lived',
        AssumeRolePolicyDocument: webIdentityTrust(fixture.cluster, SUBJECT),
      }),
    );
    const RoleArn = 'arn:aws:iam::111122223333:role/short-lived';
    const keys = await keysOf(assume(token(), { RoleArn }));
    await iam.send(new DeleteRoleCommand({ RoleName: 'short-lived' }));
    await expect(
      fixture.sts(keys).send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });

  it('logs the call without a caller, under the account of the role', async () => {
    await assume(token());
    const calls = fixture.world.calls
      .all()
      .filter(({ operation }) => operation === 'AssumeRoleWithWebIdentity');
    expect(calls).toEqual([
      expect.objectContaining({
        service: 'sts',
        caller: null,
        write: false,
        target: '111122223333',
        status: 200,
      }),
    ]);
  });

  it.each<[string, object, string]>([
    ['allows everything', {}, 'nothing'],
    [
      'allows another action',
      { Action: 'sts:AssumeRole' },
      'because no VPC endpoint policy allows the sts:AssumeRoleWithWebIdentity action',
    ],
    [
      'allows only signed callers, while this request is unsigned',
      { Principal: { AWS: '111122223333' } },
      'because no VPC endpoint policy allows the sts:AssumeRoleWithWebIdentity action',
    ],
    [
      'denies the role',
      { Effect: 'Deny', Resource: ROLE },
      'with an explicit deny in a VPC endpoint policy',
    ],
  ])('applies an endpoint policy that %s', async (_, change, refusal) => {
    fixture.world.stsEndpointPolicy = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        ...{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
        ...change,
      },
    });
    const answered = await assume(token()).then(
      () => 'nothing',
      ({ message }: Error) =>
        message.replace(
          'Not authorized to perform sts:AssumeRoleWithWebIdentity ',
          '',
        ),
    );
    expect(answered).toBe(refusal);
  });
});
