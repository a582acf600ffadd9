import {
  CreatePolicyCommand,
  CreateRoleCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import { makeOrganization } from '../../company/manyAccounts';
import {
  type AwsFixture,
  type Keys,
  REGION,
  startAwsFixture,
} from '../__testUtils__/awsFixture';
import { jsonCaller } from '../__testUtils__/call';
import {
  DOCUMENTED,
  type DocumentedCase,
  type Names,
} from '../__testUtils__/documentedDecisions';
import { accountTrust, policyOf } from '../__testUtils__/policies';

const PROD = '111122223333';
const STAGING = '444455556666';
const Key = 'shop/a';

/** Sends requests to the sandbox as SDKs send them to AWS. Expects what the documentation of AWS says, not what the evaluator says. */
describe.each(DOCUMENTED)('$page', ({ call = 'GetObject', cases }) => {
  let fixture: AwsFixture;
  let turn = 0;

  beforeAll(async () => {
    fixture = await startAwsFixture();
  });
  afterAll(() => fixture.close());
  afterEach(() => {
    delete fixture.world.organization;
    fixture.prod.serviceControlPolicies = [];
  });

  const boundaryArn = async (boundary: object[] | undefined) => {
    if (!boundary) return undefined;
    const { Policy } = await fixture.iam().send(
      new CreatePolicyCommand({
        PolicyName: `boundary-${turn}`,
        PolicyDocument: policyOf(...boundary),
      }),
    );
    return Policy?.Arn;
  };

  /** Creates the calling user or role, and returns its ARN. */
  const makeCaller = async (given: DocumentedCase): Promise<string> => {
    const name = `caller-${turn}`;
    const boundary = await boundaryArn(given.boundary);
    if (given.by === 'user') return `arn:aws:iam::${PROD}:user/${name}`;
    const iam = fixture.iam();
    await iam.send(
      new CreateRoleCommand({
        RoleName: name,
        AssumeRolePolicyDocument: accountTrust(PROD),
        PermissionsBoundary: boundary,
        Tags: Object.entries(given.tags ?? {}).map(([tag, Value]) => ({
          ...{ Key: tag, Value },
        })),
      }),
    );
    if (given.own) {
      await iam.send(
        new PutRolePolicyCommand({
          RoleName: name,
          PolicyName: 'own',
          PolicyDocument: policyOf(...given.own),
        }),
      );
    }
    return `arn:aws:iam::${PROD}:role/${name}`;
  };

  const assume = async (RoleArn: string, keys?: Keys, session?: object[]) => {
    const { Credentials } = await fixture.sts(keys).send(
      new AssumeRoleCommand({
        ...{ RoleArn, RoleSessionName: 'session' },
        Policy: session && policyOf(...session),
      }),
    );
    return {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken,
    };
  };

  const makeUser = (given: DocumentedCase): Keys => {
    const name = `caller-${turn}`;
    const keys = fixture.user(name, given.own ?? []);
    if (given.boundary) {
      fixture.prod.users.get(
        name,
      )!.permissionsBoundaryArn = `arn:aws:iam::${PROD}:policy/boundary-${turn}`;
    }
    return keys;
  };

  const ownerOf = ({ isElsewhere }: DocumentedCase) =>
    isElsewhere ? fixture.stagingAdministrator : fixture.administrator;

  const makeBucket = async (given: DocumentedCase, names: Names) => {
    const Bucket = names.bucket.split(':::')[1];
    const s3 = fixture.s3(ownerOf(given));
    await s3.send(
      new CreateBucketCommand({
        Bucket,
        CreateBucketConfiguration: { LocationConstraint: REGION },
      }),
    );
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'text' }));
    const statements = given.resource?.(names);
    if (statements) {
      const Policy = policyOf(...statements);
      await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    }
    return Bucket;
  };

  const makeKeyAndText = async (given: DocumentedCase, names: Names) => {
    const { endpoint, administrator } = fixture;
    const kms = jsonCaller({
      endpoint,
      service: 'kms',
      prefix: 'TrentService',
    });
    const { KeyMetadata } = await kms(administrator, 'CreateKey');
    const { Arn: KeyId } = KeyMetadata as { Arn: string };
    const { CiphertextBlob } = await kms(administrator, 'Encrypt', {
      ...{ KeyId, Plaintext: 'dGV4dA==' },
    });
    const Policy = policyOf(...(given.resource?.(names) ?? []));
    await kms(administrator, 'PutKeyPolicy', { KeyId, Policy });
    return (keys: Keys) => kms(keys, 'Decrypt', { CiphertextBlob });
  };

  const makeTarget = async (given: DocumentedCase, names: Names) => {
    const { Role } = await fixture.iam(ownerOf(given)).send(
      new CreateRoleCommand({
        RoleName: `target-${turn}`,
        AssumeRolePolicyDocument: policyOf(...(given.resource?.(names) ?? [])),
      }),
    );
    return (keys: Keys) => assume(Role?.Arn ?? '', keys);
  };

  /** Creates the resource, and returns the call. */
  const makeCall = async (
    given: DocumentedCase,
    names: Names,
  ): Promise<(keys: Keys) => Promise<unknown>> => {
    switch (call) {
      case 'GetCallerIdentity':
        return keys => fixture.sts(keys).send(new GetCallerIdentityCommand({}));
      case 'Decrypt':
        return makeKeyAndText(given, names);
      case 'AssumeRole':
        return makeTarget(given, names);
      default: {
        const Bucket = await makeBucket(given, names);
        const list = { Bucket, MaxKeys: 10, Prefix: 'shop/' };
        return call === 'GetObject'
          ? keys => fixture.s3(keys).send(new GetObjectCommand({ Bucket, Key }))
          : keys => fixture.s3(keys).send(new ListObjectsV2Command(list));
      }
    }
  };

  const limit = ({ scp, rcp, isElsewhere }: DocumentedCase) => {
    if (scp) {
      fixture.prod.serviceControlPolicies = [
        [{ name: 'scp', document: policyOf(...scp) }],
      ];
    }
    if (rcp) {
      const organization = makeOrganization(fixture.world);
      organization.attached.set(isElsewhere ? STAGING : PROD, [
        {
          ...{ type: 'RESOURCE_CONTROL_POLICY', name: 'rcp' },
          document: policyOf(...rcp),
        },
      ]);
      fixture.world.organization = organization;
    }
  };

  it.each(cases)('$case, allowed: $allowed', async given => {
    turn += 1;
    const caller = await makeCaller(given);
    const names = {
      caller,
      session: `arn:aws:sts::${PROD}:assumed-role/caller-${turn}/session`,
      bucket: `arn:aws:s3:::bucket-${turn}`,
    };
    const keys =
      given.by === 'user'
        ? makeUser(given)
        : await assume(caller, undefined, given.session);
    const send = await makeCall(given, names);
    limit(given);
    const outcome = await send(keys).then(
      () => 'allowed',
      ({ name }) => name,
    );
    expect(outcome).toMatch(given.allowed ? /^allowed$/ : /^AccessDenied/);
  });
});
