import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  type IAMClient,
  ListOpenIDConnectProvidersCommand,
  RemoveClientIDFromOpenIDConnectProviderCommand,
  TagOpenIDConnectProviderCommand,
  UpdateOpenIDConnectProviderThumbprintCommand,
} from '@aws-sdk/client-iam';
import { type AwsFixture, startAwsFixture } from '../__testUtils__/awsFixture';

const ISSUER = 'https://oidc.eks.eu-west-1.amazonaws.com/id/ABC';
const ARN =
  'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC';

describe('IAM OpenID Connect providers', () => {
  let fixture: AwsFixture;
  let iam: IAMClient;

  const create = (more: object = {}) =>
    iam.send(
      new CreateOpenIDConnectProviderCommand({
        Url: ISSUER,
        ClientIDList: ['sts.amazonaws.com'],
        ...more,
      }),
    );
  const get = () =>
    iam.send(
      new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: ARN }),
    );

  beforeEach(async () => {
    fixture = await startAwsFixture();
    iam = fixture.iam();
  });

  afterEach(() => fixture.close());

  it('creates, describes, and lists a provider', async () => {
    const created = await create({
      ThumbprintList: ['A'.repeat(40)],
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(created.OpenIDConnectProviderArn).toBe(ARN);
    expect(await get()).toMatchObject({
      Url: 'oidc.eks.eu-west-1.amazonaws.com/id/ABC',
      ClientIDList: ['sts.amazonaws.com'],
      ThumbprintList: ['a'.repeat(40)],
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    const { OpenIDConnectProviderList } = await iam.send(
      new ListOpenIDConnectProvidersCommand({}),
    );
    expect(OpenIDConnectProviderList).toEqual([{ Arn: ARN }]);
  });

  it('allows one provider for each issuer', async () => {
    await create();
    await expect(create()).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      message: `Provider with url ${ISSUER} already exists.`,
    });
  });

  it.each([
    ['http://example.com', 'Invalid Open ID Connect Provider URL'],
    ['https://example.com/?x=1', 'Invalid Open ID Connect Provider URL'],
    ['example.com', 'Invalid Open ID Connect Provider URL'],
  ])('rejects %s', async (Url, message) => {
    await expect(create({ Url })).rejects.toMatchObject({
      name: 'ValidationError',
      message,
    });
  });

  it('rejects an invalid thumbprint and a sixth thumbprint', async () => {
    await expect(create({ ThumbprintList: ['abc'] })).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining("at 'thumbprintList.1.member'"),
    });
    await expect(
      create({ ThumbprintList: Array(6).fill('a'.repeat(40)) }),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('less than or equal to 5'),
    });
  });

  it('adds and removes client IDs idempotently', async () => {
    await create();
    const input = { OpenIDConnectProviderArn: ARN, ClientID: 'other' };
    await iam.send(new AddClientIDToOpenIDConnectProviderCommand(input));
    await iam.send(new AddClientIDToOpenIDConnectProviderCommand(input));
    expect((await get()).ClientIDList).toEqual(['sts.amazonaws.com', 'other']);
    await iam.send(new RemoveClientIDFromOpenIDConnectProviderCommand(input));
    await iam.send(new RemoveClientIDFromOpenIDConnectProviderCommand(input));
    expect((await get()).ClientIDList).toEqual(['sts.amazonaws.com']);
  });

  it('allows at most 100 client IDs and 100 providers', async () => {
    await create({
      ClientIDList: Array.from({ length: 100 }, (_, n) => `client-${n}`),
    });
    await expect(
      iam.send(
        new AddClientIDToOpenIDConnectProviderCommand({
          OpenIDConnectProviderArn: ARN,
          ClientID: 'one-more',
        }),
      ),
    ).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100',
    });
    for (let n = 1; n < 100; n++) {
      await create({ Url: `https://example.com/${n}` });
    }
    await expect(
      create({ Url: 'https://example.com/100' }),
    ).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100',
    });
  });

  it('updates thumbprints and tags', async () => {
    await create();
    await iam.send(
      new UpdateOpenIDConnectProviderThumbprintCommand({
        OpenIDConnectProviderArn: ARN,
        ThumbprintList: ['b'.repeat(40)],
      }),
    );
    await iam.send(
      new TagOpenIDConnectProviderCommand({
        OpenIDConnectProviderArn: ARN,
        Tags: [{ Key: 'x', Value: 'y' }],
      }),
    );
    expect(await get()).toMatchObject({
      ThumbprintList: ['b'.repeat(40)],
      Tags: [{ Key: 'x', Value: 'y' }],
    });
  });

  it('deletes a provider, and says that a provider does not exist', async () => {
    await create();
    await iam.send(
      new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: ARN }),
    );
    await expect(get()).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: `OpenIDConnect Provider not found for arn ${ARN}`,
    });
    await expect(
      iam.send(
        new GetOpenIDConnectProviderCommand({
          OpenIDConnectProviderArn: 'arn:aws:iam::111122223333:role/x',
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidInputException' });
  });
});
