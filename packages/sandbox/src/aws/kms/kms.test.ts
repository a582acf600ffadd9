import { addKey } from '../../company/faults/permissions';
import type { HttpRequest } from '../../server/http';
import type { KmsKey } from '../../state/account';
import {
  REGION,
  startAwsFixture,
  type AwsFixture,
} from '../__testUtils__/awsFixture';
import { findCredential } from '../access/caller';
import { findKmsOperation, runKms } from './service';

describe('KMS', () => {
  let fixture: AwsFixture;
  let key: KmsKey;

  beforeAll(async () => {
    fixture = await startAwsFixture();
  });
  beforeEach(() => {
    key = addKey(fixture.prod, { region: REGION, createdAt: new Date() });
  });
  afterAll(() => fixture.close());

  const ask = (
    operation: string,
    input: object | string,
    { accessKeyId } = fixture.administrator,
  ) => {
    const request: HttpRequest = {
      method: 'POST',
      path: '/',
      query: '',
      headers: new Map([['x-amz-target', `TrentService.${operation}`]]),
      body: Buffer.from(
        typeof input === 'string' ? input : JSON.stringify(input),
      ),
    };
    const caller = findCredential(fixture.world, accessKeyId)?.caller;
    if (!caller) throw new Error('there is no such access key');
    const { world } = fixture;
    const { body } = runKms(findKmsOperation(request), request, {
      ...{ world, caller },
      now: new Date(),
      region: REGION,
    });
    return JSON.parse(body.toString());
  };

  it('gives the policy of a key by ARN and by ID, and sets it', () => {
    expect(ask('GetKeyPolicy', { KeyId: key.arn })).toEqual({
      Policy: key.policy,
      PolicyName: 'default',
    });
    const Policy = key.policy.replace('kms:*', 'kms:*Key*');
    ask('PutKeyPolicy', { KeyId: key.id, Policy });
    expect(ask('GetKeyPolicy', { KeyId: key.id }).Policy).toBe(Policy);
  });

  it.each<[string, string, () => object | string]>([
    ['NotFoundException', 'GetKeyPolicy', () => ({ KeyId: 'none' })],
    [
      'NotFoundException',
      'GetKeyPolicy',
      () => ({ KeyId: key.arn.replace(REGION, 'us-east-1') }),
    ],
    [
      'MalformedPolicyDocumentException',
      'PutKeyPolicy',
      () => ({ KeyId: key.id, Policy: '{}' }),
    ],
    ['UnknownOperationException', 'Decrypt', () => ({ KeyId: key.id })],
    ['SerializationException', 'GetKeyPolicy', () => '{'],
  ])('answers %s to a wrong %s', (code, operation, input) => {
    expect(() => ask(operation, input())).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('answers nobody whom the key policy or IAM does not let in, nor another account', () => {
    const input = { KeyId: key.arn };
    const denied = expect.objectContaining({ code: 'AccessDeniedException' });
    expect(() =>
      ask('GetKeyPolicy', input, fixture.user('nobody', [])),
    ).toThrow(denied);
    key.policy = key.policy.replace(/"AWS": "[^"]*"/, '"AWS": "*"');
    expect(() =>
      ask('GetKeyPolicy', input, fixture.stagingAdministrator),
    ).toThrow(denied);
  });
});
