import { desiredWith } from '../../__testUtils__/desired';
import {
  associationRecord,
  newerRecords,
  uidRecord,
  wantedRecords,
} from './records';
import { returnedRecord } from './returned';

const desired = desiredWith({
  mechanism: 'pod-identity',
  accountId: '444455556666',
  audience: 'vault',
  policyDocument: { Version: '2012-10-17', Statement: [] },
  managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
  permissionsBoundaryArn: 'arn:aws:iam::444455556666:policy/a/boundary',
  tags: { 'a key': 'a value = b' },
});

describe('records of a newer version', () => {
  it('are none that this one writes', () => {
    const { refText } = desired;
    const records = [
      ...wantedRecords(desired),
      ...wantedRecords(desiredWith({ audience: 'vault' })),
      uidRecord(refText, '0d3ce7b2-6f0a'),
      returnedRecord(refText, 'terraform'),
      associationRecord(refText),
    ];
    expect(records.length).toBeGreaterThan(15);
    expect(newerRecords(records)).toEqual([]);
  });

  it.each([
    'arn:aws:kms:eu-west-1:111122223333:key/1234',
    'arn:aws:iam::111122223333:instance-profile/irsa/a',
    'prod-eu/production',
    `${desired.roleArn} grant 1234`,
  ])('are what it does not know, such as %s', record => {
    expect(newerRecords([record])).toEqual([record]);
  });
});
