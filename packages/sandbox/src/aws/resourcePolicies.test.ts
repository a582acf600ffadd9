import {
  type AwsFixture,
  type Keys,
  REGION,
  startAwsFixture,
} from './__testUtils__/awsFixture';
import { policyOf } from './__testUtils__/policies';
import {
  PROTECTED_SERVICES,
  type ProtectedService,
} from './__testUtils__/protectedResources';
import { addKey } from './kms/customerKeys';

/** How AWS answers when there is no policy, and when a policy names a role that does not exist. */
const ANSWERS: Record<string, { none: string | RegExp; ghost: string }> = {
  SQS: { none: 'undefined', ghost: 'InvalidAttributeValue' },
  'Secrets Manager': {
    none: 'undefined',
    ghost: 'MalformedPolicyDocumentException',
  },
  SNS: { none: /__default_policy_ID/, ghost: 'InvalidParameter' },
  DynamoDB: { none: 'PolicyNotFoundException', ghost: 'ValidationException' },
  ECR: {
    none: 'RepositoryPolicyNotFoundException',
    ghost: 'InvalidParameterException',
  },
  EventBridge: { none: 'undefined', ghost: 'ValidationException' },
  Lambda: {
    none: 'ResourceNotFoundException',
    ghost: 'InvalidParameterValueException',
  },
};

describe.each(Object.keys(PROTECTED_SERVICES))('policies of %s', name => {
  let fixture: AwsFixture;
  let service: ProtectedService;
  let turn = 0;

  beforeAll(async () => {
    fixture = await startAwsFixture();
    service = PROTECTED_SERVICES[name](fixture.endpoint);
  });
  afterAll(() => fixture.close());

  const make = (keyId?: string) =>
    service.make(fixture.administrator, `resource-${(turn += 1)}`, keyId);
  const user = (...statements: object[]) => {
    const userName = `user-${(turn += 1)}`;
    const keys = fixture.user(userName, statements);
    return { keys, arn: `arn:aws:iam::111122223333:user/${userName}` };
  };
  const letting = (arn: string, action: string) =>
    policyOf({ Effect: 'Allow', Principal: { AWS: arn }, Action: action });
  const [action] = Object.keys(PROTECTED_SERVICES[name]('').calls);
  const use = (keys: Keys, sample: Awaited<ReturnType<typeof make>>) =>
    service.calls[action](keys, sample);
  const denied = {
    name: expect.stringMatching(/^A(ccessDenied|uthorizationError)/),
  };

  it('do not exist at first, and are returned as they were set', async () => {
    const sample = await make();
    const read = () => service.getPolicy(fixture.administrator, sample);
    const none = await read().then(String, ({ name: code }) => code);
    expect(none).toEqual(expect.stringMatching(new RegExp(ANSWERS[name].none)));
    const { arn } = user();
    const policy = letting(arn, action);
    await service.setPolicy(fixture.administrator, sample, policy);
    expect(JSON.parse(String(await read())).Statement).toMatchObject(
      JSON.parse(policy).Statement,
    );
  });

  it('can name only existing principals', async () => {
    const sample = await make();
    const ghost = 'arn:aws:iam::111122223333:role/ghost';
    await expect(
      service.setPolicy(fixture.administrator, sample, letting(ghost, action)),
    ).rejects.toMatchObject({ name: ANSWERS[name].ghost });
  });

  it('are sufficient to allow a user of the same account', async () => {
    const sample = await make();
    const { keys, arn } = user();
    await expect(use(keys, sample)).rejects.toMatchObject(denied);
    await service.setPolicy(
      fixture.administrator,
      sample,
      letting(arn, action),
    );
    await use(keys, sample);
  });

  it('allow another account only together with its own policies', async () => {
    // The AWS managed key of Secrets Manager would deny the other account.
    const key = addKey(fixture.prod, {
      region: REGION,
      createdAt: new Date(),
      policy: policyOf({
        ...{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' },
      }),
    });
    const sample = await make(key.arn);
    const { stagingAdministrator, staging } = fixture;
    await expect(use(stagingAdministrator, sample)).rejects.toMatchObject({
      ...denied,
      message: expect.stringContaining('no resource-based policy allows'),
    });
    await service.setPolicy(
      fixture.administrator,
      sample,
      letting(`arn:aws:iam::${staging.id}:root`, action),
    );
    await use(stagingAdministrator, sample);
    const [administrator] = staging.users.values();
    const { attachedPolicyArns } = administrator;
    administrator.attachedPolicyArns = [];
    await expect(use(stagingAdministrator, sample)).rejects.toMatchObject({
      ...denied,
      message: expect.stringContaining('no identity-based policy allows'),
    });
    administrator.attachedPolicyArns = attachedPolicyArns;
  });

  it('are evaluated for the requested resource', async () => {
    const [sample, other] = [await make(), await make()];
    const { keys } = user({
      ...{ Effect: 'Allow', Action: action, Resource: sample.arn },
    });
    await use(keys, sample);
    await expect(use(keys, other)).rejects.toMatchObject(denied);
  });
});
