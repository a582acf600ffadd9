import fc from 'fast-check';
import { desiredWith } from '../../__testUtils__/desired';
import { checkTags } from '../../model/spec/tags';
import { specOf } from '../../__testUtils__/specs';
import {
  associationRecord,
  newerRecords,
  tagRecord,
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
  it('do not include records that this version writes', () => {
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

  it('do not include records of valid tags', () => {
    const unit = fc.oneof(
      {
        weight: 9,
        arbitrary: fc.constantFrom(
          ...'aZ9é字_.:/=+-@ \u00a0\u2028\u2029\u3000',
        ),
      },
      {
        weight: 1,
        arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      },
    );
    const text = fc.string({ unit, maxLength: 8 });
    let taken = 0;
    fc.assert(
      fc.property(text, text, (key, value) => {
        const tags = { [key]: value };
        if (checkTags(specOf({ tags })).length > 0) return;
        taken += 1;
        const record = tagRecord(desired.roleArn, key, value);
        expect(newerRecords([record])).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  it('do not include a tag with a line separator, which IAM accepts', () => {
    const record = tagRecord(desired.roleArn, 'team', 'a\u2028b');
    expect(newerRecords([record])).toEqual([]);
  });

  it.each([
    'arn:aws:kms:eu-west-1:111122223333:key/1234',
    'arn:aws:iam::111122223333:instance-profile/irsa/a',
    'prod-eu/production',
    `${desired.roleArn} grant 1234`,
  ])('include unknown records such as %s', record => {
    expect(newerRecords([record])).toEqual([record]);
  });
});
