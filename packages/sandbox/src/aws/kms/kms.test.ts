import { makeOrganization } from '../../company/manyAccounts';
import type { KmsKey } from '../../state/account';
import {
  type AwsFixture,
  type Keys,
  REGION,
  startAwsFixture,
} from '../__testUtils__/awsFixture';
import { jsonCaller } from '../__testUtils__/call';
import { policyOf } from '../__testUtils__/policies';
import { addKey } from './customerKeys';

/** A constraint with text that would be a variable in a policy. */
const NO_VARIABLE = { a: '${aws:RequestedRegion}' };

describe('KMS', () => {
  let fixture: AwsFixture;
  let key: KmsKey;
  let call: ReturnType<typeof jsonCaller>;
  let turn = 0;

  beforeAll(async () => {
    fixture = await startAwsFixture();
    const { endpoint } = fixture;
    call = jsonCaller({ endpoint, service: 'kms', prefix: 'TrentService' });
  });
  beforeEach(() => {
    key = addKey(fixture.prod, { region: REGION, createdAt: new Date() });
  });
  afterAll(() => fixture.close());

  const ask = (
    operation: string,
    input: object = {},
    keys: Keys = fixture.administrator,
  ) => call(keys, operation, input);
  const user = (...statements: object[]) => {
    const name = `user-${(turn += 1)}`;
    const keys = fixture.user(name, statements);
    return { keys, arn: `arn:aws:iam::${fixture.prod.id}:user/${name}` };
  };
  const denied = { name: 'AccessDeniedException' };

  it('returns the policy of a key by ARN, ID, and alias, and sets it', async () => {
    const AliasName = `alias/orders-${(turn += 1)}`;
    await ask('CreateAlias', { AliasName, TargetKeyId: key.id });
    for (const KeyId of [key.arn, key.id, AliasName]) {
      const { Policy, PolicyName } = await ask('GetKeyPolicy', { KeyId });
      expect(PolicyName).toBe('default');
      expect(JSON.parse(String(Policy))).toEqual(JSON.parse(key.policy));
    }
    const Policy = key.policy.replace('kms:*', 'kms:*Key*');
    await ask('PutKeyPolicy', { KeyId: key.id, Policy });
    expect((await ask('GetKeyPolicy', { KeyId: key.id })).Policy).toBe(Policy);
  });

  it('creates keys whose default policy delegates to IAM', async () => {
    const { KeyMetadata } = await ask('CreateKey', { Description: 'Orders' });
    const { Arn, KeyManager } = KeyMetadata as Record<string, string>;
    expect(KeyManager).toBe('CUSTOMER');
    expect(await ask('DescribeKey', { KeyId: Arn })).toEqual({ KeyMetadata });
    const { Policy } = await ask('GetKeyPolicy', { KeyId: Arn });
    expect(Policy).toContain('Enable IAM User Permissions');
  });

  it('has a key for each service, whose policy cannot be changed', async () => {
    const KeyId = 'alias/aws/sqs';
    const { KeyMetadata } = await ask('DescribeKey', { KeyId });
    expect(KeyMetadata).toMatchObject({ KeyManager: 'AWS' });
    expect(await ask('DescribeKey', { KeyId })).toEqual({ KeyMetadata });
    const { Arn } = KeyMetadata as { Arn: string };
    await expect(
      ask('PutKeyPolicy', { KeyId: Arn, Policy: key.policy }),
    ).rejects.toMatchObject(denied);
    await expect(
      ask('Encrypt', { KeyId: Arn, Plaintext: 'dGV4dA==' }),
    ).rejects.toMatchObject(denied);
  });

  it.each<[string, string, () => object]>([
    ['NotFoundException', 'GetKeyPolicy', () => ({ KeyId: 'none' })],
    ['NotFoundException', 'DescribeKey', () => ({ KeyId: 'alias/none' })],
    [
      'NotFoundException',
      'GetKeyPolicy',
      () => ({ KeyId: key.arn.replace(REGION, 'us-east-1') }),
    ],
    ['ValidationException', 'GetKeyPolicy', () => ({})],
    [
      'MalformedPolicyDocumentException',
      'PutKeyPolicy',
      () => ({ KeyId: key.id, Policy: '{}' }),
    ],
    [
      'MalformedPolicyDocumentException',
      'PutKeyPolicy',
      () => ({
        KeyId: key.id,
        Policy: key.policy.replace(':root', ':role/ghost'),
      }),
    ],
    [
      'InvalidAliasNameException',
      'CreateAlias',
      () => ({ AliasName: 'alias/aws/s3', TargetKeyId: key.id }),
    ],
    [
      'NotFoundException',
      'RevokeGrant',
      () => ({ KeyId: key.id, GrantId: 'none' }),
    ],
    [
      'InvalidGrantTokenException',
      'RetireGrant',
      () => ({ GrantToken: 'none' }),
    ],
    [
      'InvalidArnException',
      'CreateGrant',
      () => ({
        KeyId: key.id,
        GranteePrincipal: 'arn:aws:iam::111122223333:role/ghost',
        Operations: ['Decrypt'],
      }),
    ],
    [
      'InvalidCiphertextException',
      'Decrypt',
      () => ({ CiphertextBlob: 'dGV4dA==' }),
    ],
    ['UnknownOperationException', 'ScheduleKeyRotation', () => ({})],
    [
      'KMSInvalidStateException',
      'CancelKeyDeletion',
      () => ({ KeyId: key.id }),
    ],
  ])('returns %s for a wrong %s', async (name, operation, input) => {
    await expect(ask(operation, input())).rejects.toMatchObject({ name });
  });

  it('denies callers whom neither the key policy nor IAM allows', async () => {
    const KeyId = key.arn;
    await expect(
      ask('GetKeyPolicy', { KeyId }, user().keys),
    ).rejects.toMatchObject(denied);
    key.policy = key.policy.replace(/"AWS":"[^"]*"/, '"AWS":"*"');
    await ask('DescribeKey', { KeyId }, fixture.stagingAdministrator);
    // Actions that other accounts cannot perform, regardless of the key policy.
    await expect(
      ask('GetKeyPolicy', { KeyId }, fixture.stagingAdministrator),
    ).rejects.toMatchObject(denied);
  });

  it('applies the RCPs of the organization, except to AWS managed keys', async () => {
    const organization = makeOrganization(fixture.world);
    organization.attached.set(organization.rootId, [
      {
        ...{ type: 'RESOURCE_CONTROL_POLICY', name: 'no-kms' },
        document: policyOf({
          ...{ Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' },
        }),
      },
    ]);
    fixture.world.organization = organization;
    await expect(ask('DescribeKey', { KeyId: key.id })).rejects.toMatchObject({
      message: expect.stringContaining('a resource control policy'),
    });
    await ask('DescribeKey', { KeyId: 'alias/aws/sns' });
    delete fixture.world.organization;
  });

  it('matches a principal by its ID, not by its name', async () => {
    const { keys, arn } = user();
    const Policy = policyOf({
      Effect: 'Allow',
      Principal: { AWS: [arn, `arn:aws:iam::${fixture.prod.id}:root`] },
      Action: 'kms:*',
      Resource: '*',
    });
    await ask('PutKeyPolicy', { KeyId: key.id, Policy });
    await ask('DescribeKey', { KeyId: key.id }, keys);
    const name = arn.split('/')[1];
    const again = fixture.user(name, []);
    await expect(
      ask('DescribeKey', { KeyId: key.id }, again),
    ).rejects.toMatchObject(denied);
    const { Policy: shown } = await ask('GetKeyPolicy', { KeyId: key.id });
    expect(shown).toContain('AIDA');
  });

  it('encrypts and decrypts with the same encryption context', async () => {
    const EncryptionContext = { purpose: 'test' };
    const Plaintext = Buffer.from('text').toString('base64');
    const { CiphertextBlob } = await ask('Encrypt', {
      ...{ KeyId: key.id, Plaintext, EncryptionContext },
    });
    expect(
      await ask('Decrypt', { CiphertextBlob, EncryptionContext }),
    ).toMatchObject({ Plaintext, KeyId: key.arn });
    await expect(ask('Decrypt', { CiphertextBlob })).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
    });
    const made = await ask('GenerateDataKey', {
      ...{ KeyId: key.id, KeySpec: 'AES_256' },
    });
    const { CiphertextBlob: sealed } = made;
    expect(await ask('Decrypt', { CiphertextBlob: sealed })).toMatchObject({
      Plaintext: made.Plaintext,
    });
  });

  it('refuses the use of a key that is disabled or pending deletion, but shows it', async () => {
    const KeyId = key.id;
    const Plaintext = 'dGV4dA==';
    const { CiphertextBlob } = await ask('Encrypt', { KeyId, Plaintext });
    const uses: [string, object][] = [
      ['Encrypt', { KeyId, Plaintext }],
      ['Decrypt', { CiphertextBlob }],
      ['GenerateDataKey', { KeyId, KeySpec: 'AES_256' }],
    ];
    const requireRefused = async (KeyState: string, name: string) => {
      const { KeyMetadata } = await ask('DescribeKey', { KeyId });
      expect(KeyMetadata).toMatchObject({ KeyState, Enabled: false });
      for (const [operation, input] of uses) {
        await expect(ask(operation, input)).rejects.toMatchObject({ name });
      }
    };
    await ask('DisableKey', { KeyId });
    await requireRefused('Disabled', 'DisabledException');
    await ask('ScheduleKeyDeletion', { KeyId });
    await requireRefused('PendingDeletion', 'KMSInvalidStateException');
    await expect(ask('EnableKey', { KeyId })).rejects.toMatchObject({
      name: 'KMSInvalidStateException',
    });
    await ask('CancelKeyDeletion', { KeyId });
    await requireRefused('Disabled', 'DisabledException');
    await ask('EnableKey', { KeyId });
    for (const [operation, input] of uses) await ask(operation, input);
  });

  describe('grants', () => {
    const decryptAs = async (keys: Keys, EncryptionContext = {}) => {
      const { CiphertextBlob } = await ask('Encrypt', {
        ...{ KeyId: key.id, Plaintext: 'dGV4dA==', EncryptionContext },
      });
      return ask('Decrypt', { CiphertextBlob, EncryptionContext }, keys);
    };
    const grant = (GranteePrincipal: string, more = {}) =>
      ask('CreateGrant', {
        ...{ KeyId: key.id, GranteePrincipal, Operations: ['Decrypt'] },
        ...more,
      });

    it('allow a principal to use the key without other permissions, until they are revoked', async () => {
      const { keys, arn } = user();
      await expect(decryptAs(keys)).rejects.toMatchObject(denied);
      const { GrantId } = await grant(arn, { Name: 'reader' });
      await decryptAs(keys);
      await expect(
        ask('Encrypt', { KeyId: key.id, Plaintext: 'dGV4dA==' }, keys),
      ).rejects.toMatchObject(denied);
      expect(await ask('ListGrants', { KeyId: key.id })).toMatchObject({
        Grants: [
          { GrantId, GranteePrincipal: arn, KeyId: key.arn, Name: 'reader' },
        ],
        Truncated: false,
      });
      await ask('RevokeGrant', { KeyId: key.id, GrantId });
      await expect(decryptAs(keys)).rejects.toMatchObject(denied);
    });

    it('do not override an explicit deny', async () => {
      const { keys, arn } = user({
        ...{ Effect: 'Deny', Action: 'kms:*', Resource: '*' },
      });
      await grant(arn);
      await expect(decryptAs(keys)).rejects.toMatchObject({
        ...denied,
        message: expect.stringContaining('explicit deny'),
      });
    });

    it.each<[string, object, object, boolean]>([
      ['EncryptionContextEquals', { a: '1' }, { a: '1' }, true],
      ['EncryptionContextEquals', { a: '1' }, { a: '1', b: '2' }, false],
      ['EncryptionContextEquals', { a: '1' }, {}, false],
      ['EncryptionContextSubset', { a: '1' }, { a: '1', b: '2' }, true],
      ['EncryptionContextSubset', { a: '1' }, { a: '2' }, false],
      ...['EncryptionContextEquals', 'EncryptionContextSubset'].flatMap(
        (name): Array<[string, object, object, boolean]> => [
          [name, NO_VARIABLE, NO_VARIABLE, true],
          [name, NO_VARIABLE, { a: 'eu-west-1' }, false],
        ],
      ),
    ])(
      'with %s %j in the context %j: %s',
      async (name, wanted, sent, isLet) => {
        const { keys, arn } = user();
        await grant(arn, { Constraints: { [name]: wanted } });
        const outcome = await decryptAs(keys, sent).then(
          () => true,
          ({ name: code }) => code,
        );
        expect(outcome).toBe(isLet || denied.name);
      },
    );

    it('on behalf of a resource permit no calls of the grantee', async () => {
      const { keys, arn } = user();
      const SourceArn = 'arn:aws:s3:::orders-archive';
      await grant(arn, { Constraints: { SourceArn } });
      await expect(decryptAs(keys, {})).rejects.toMatchObject(denied);
      const { Grants } = await ask('ListGrants', {
        KeyId: key.id,
        GranteePrincipal: arn,
      });
      expect(Grants).toMatchObject([{ Constraints: { SourceArn } }]);
    });

    it('with constraints do not limit operations that have no encryption context', async () => {
      const { keys, arn } = user();
      await grant(arn, {
        Operations: ['DescribeKey'],
        Constraints: { EncryptionContextEquals: { a: '1' } },
      });
      const { KeyMetadata } = await ask('DescribeKey', { KeyId: key.id }, keys);
      expect(KeyMetadata).toMatchObject({ Arn: key.arn });
    });

    it('can be retired only by the principals that they name', async () => {
      const [reader, retiring, other] = [user(), user(), user()];
      const { GrantToken } = await grant(reader.arn, {
        RetiringPrincipal: retiring.arn,
      });
      await grant(reader.arn, { RetiringPrincipal: other.arn });
      // The administrator's permission is not enough ("Retiring and revoking grants", AWS KMS Developer Guide).
      for (const { keys } of [other, { keys: fixture.administrator }]) {
        await expect(
          ask('RetireGrant', { GrantToken }, keys),
        ).rejects.toMatchObject(denied);
      }
      await ask('RetireGrant', { GrantToken }, retiring.keys);
      const { Grants } = await ask('ListGrants', { KeyId: key.id });
      expect(Grants).toMatchObject([{ RetiringPrincipal: other.arn }]);
    });

    it('are listed in pages', async () => {
      const { arn } = user();
      for (const Name of ['a', 'b', 'c']) await grant(arn, { Name });
      const first = await ask('ListGrants', { KeyId: key.id, Limit: 2 });
      const second = await ask('ListGrants', {
        ...{ KeyId: key.id, Limit: 2, Marker: first.NextMarker },
      });
      expect([first, second]).toMatchObject([
        { Truncated: true, Grants: [{}, {}] },
        { Truncated: false, Grants: [{}] },
      ]);
    });
  });
});
