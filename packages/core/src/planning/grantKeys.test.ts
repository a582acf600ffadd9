import { buildPermissionsPolicy, grantId } from '../grants';
import { absent, found, unknown, type Observation } from '../model/observation';
import type { ObservedEncryption } from '../model/observed';
import { plannedKeys } from './grantKeys';

const HOME = {
  partition: 'aws',
  region: 'eu-west-1',
  accountId: '111122223333',
};
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd';
const QUEUE = { service: 'sqs', access: 'send', resource: 'orders' };
const BUCKET = { service: 's3', access: 'read', resource: 'orders' };
const REFUSED = unknown<ObservedEncryption>(
  'The backend may not call sqs:GetQueueAttributes.',
  'sqs:GetQueueAttributes',
);

const encryptedBy = (keyArn: string, bucketKey = false) =>
  found({
    keyArn,
    bucketKey,
    keyPolicy: absent<never>(),
    keyGrants: absent<never>(),
  });
const keysOf = (keyArn: string, grant = QUEUE, bucketKey = false) =>
  new Map([[grantId(grant), [{ keyArn, bucketKey }]]]);
const planned = (
  encryption: Observation<ObservedEncryption>,
  present?: { grant: typeof QUEUE; keyArn: string; bucketKey?: boolean },
  grant = QUEUE,
) =>
  plannedKeys(
    [grant],
    [{ id: grantId(grant), encryption }],
    present &&
      buildPermissionsPolicy(
        [present.grant],
        HOME,
        keysOf(present.keyArn, present.grant, present.bucketKey),
      ),
    HOME,
  );

it('uses the key of the resource, and adds a note', () => {
  expect(planned(encryptedBy(KEY))).toEqual({
    keys: keysOf(KEY),
    notes: [`with KMS key ${KEY} of queue orders`],
  });
});

it('adds no note for a resource without a customer managed key', () => {
  const present = { grant: QUEUE, keyArn: KEY };
  expect(planned(absent(), present)).toEqual({ keys: new Map(), notes: [] });
});

it('names the kind of policy that explicitly denies the read', () => {
  const why =
    'The backend may not call kms:DescribeKey. AWS answered: with an explicit deny in a service control policy';
  const denied = unknown<ObservedEncryption>(
    `${why}.`,
    'kms:DescribeKey',
    'Change the service control policy',
  );
  expect(planned(denied).notes).toEqual([
    `without a KMS key of queue orders, whose encryption is not known: ${why}`,
  ]);
});

it('omits a key that it could not read, and names the missing permission', () => {
  expect(planned(REFUSED)).toEqual({
    keys: new Map(),
    notes: [
      'without a KMS key of queue orders, whose encryption is not known: sqs:GetQueueAttributes is missing',
    ],
  });
});

it('keeps the key of the existing policy if the encryption cannot be read', () => {
  const { keys, notes } = planned(REFUSED, { grant: QUEUE, keyArn: KEY });
  expect(keys).toEqual(keysOf(KEY));
  expect(notes).toEqual([
    expect.stringContaining(`${KEY} of queue orders as before`),
  ]);
});

it('keeps the use of an S3 Bucket Key', () => {
  const present = { grant: BUCKET, keyArn: KEY, bucketKey: true };
  const { keys } = planned(REFUSED, present, BUCKET);
  expect(keys).toEqual(keysOf(KEY, BUCKET, true));
});

it.each([
  ['another resource', { grant: { ...QUEUE, resource: 'other' }, keyArn: KEY }],
  ['another access', { grant: { ...QUEUE, access: 'consume' }, keyArn: KEY }],
  [
    'a statement for every key',
    { grant: QUEUE, keyArn: KEY.replace('1234abcd', '*') },
  ],
])('does not keep the key of %s', (_, present) => {
  expect(planned(REFUSED, present).keys).toEqual(new Map());
});

describe('the key that a bucket had before', () => {
  const EARLIER = KEY.replace('1234abcd', '5678efab');
  const NOTE = `with KMS key ${EARLIER} of bucket orders as before, since older objects are encrypted with it`;
  const read = { grant: BUCKET, keyArn: EARLIER };

  it('stays in the policy of a grant that reads, in addition to the current key', () => {
    expect(planned(encryptedBy(KEY), read, BUCKET)).toEqual({
      keys: new Map([
        [
          grantId(BUCKET),
          [
            { keyArn: KEY, bucketKey: false },
            { keyArn: EARLIER, bucketKey: false, isEarlier: true },
          ],
        ],
      ]),
      notes: [`with KMS key ${KEY} of bucket orders`, NOTE],
    });
  });

  it('stays if the bucket has no key anymore', () => {
    const { keys, notes } = planned(absent(), read, BUCKET);
    expect(keys.get(grantId(BUCKET))).toMatchObject([{ keyArn: EARLIER }]);
    expect(notes).toEqual([NOTE]);
  });

  it('stays only for decryption, through any number of plans and other access', () => {
    const writer = { ...BUCKET, access: 'read-write' };
    let present = buildPermissionsPolicy(
      [writer],
      HOME,
      keysOf(EARLIER, writer),
    );
    for (const grants of [[writer], [writer], [BUCKET], [writer, BUCKET]]) {
      const resources = [
        { id: grantId(BUCKET), encryption: encryptedBy(KEY, true) },
      ];
      const { keys } = plannedKeys(grants, resources, present, HOME);
      present = buildPermissionsPolicy(grants, HOME, keys);
      const statements = [present.Statement].flat();
      expect(statements.filter(({ Resource }) => Resource === EARLIER)).toEqual(
        grants.map(() => expect.objectContaining({ Action: ['kms:Decrypt'] })),
      );
    }
  });

  it('stays if the bucket key of the same key was turned off', () => {
    const { keys } = planned(
      encryptedBy(KEY),
      { grant: BUCKET, keyArn: KEY, bucketKey: true },
      BUCKET,
    );
    expect(keys.get(grantId(BUCKET))).toEqual([
      { keyArn: KEY, bucketKey: false },
      { keyArn: KEY, bucketKey: true, isEarlier: true },
    ]);
  });

  it('is replaced if the grant only writes, or is for a queue', () => {
    const write = { ...BUCKET, access: 'write' };
    expect(
      planned(encryptedBy(KEY), { grant: write, keyArn: EARLIER }, write).keys,
    ).toEqual(keysOf(KEY, write));
    expect(
      planned(encryptedBy(KEY), { grant: QUEUE, keyArn: EARLIER }).keys,
    ).toEqual(keysOf(KEY));
  });
});
