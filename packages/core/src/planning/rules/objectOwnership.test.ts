import { desiredWith } from '../../__testUtils__/desired';
import type { Holder, OwnershipRecords } from '../ownership/ownershipRecords';
import { isRecordedForOthers, objectOwnershipOf } from './objectOwnership';

const desired = desiredWith();
const ID = 'the-id';
const OWNER = 'group:default/team';
const FOREIGN = 'arn:aws:iam::111122223333:role/ledger-role';

const holder = (change: Partial<Holder> = {}): Holder => ({
  object: desired.roleArn,
  cluster: desired.spec.cluster,
  namespace: desired.spec.namespace,
  serviceAccountId: ID,
  owner: OWNER,
  adopted: false,
  isBeingHandedOver: false,
  ...change,
});
const ownershipOf = (
  object: { arn?: string; path?: string; tags?: Record<string, string> },
  ownership: Partial<OwnershipRecords>,
) =>
  objectOwnershipOf(
    { arn: desired.roleArn, path: '/irsa/', tags: desired.tags, ...object },
    desired,
    {
      id: ID,
      owner: OWNER,
      formerOwners: [],
      isAdministrator: false,
      holders: [],
      usedConsents: new Set(),
      ...ownership,
    },
  );

const tagged = (change: Record<string, string>) => ({
  tags: { ...desired.tags, ...change },
});
const OTHERS_TAG = tagged({ 'backstage-irsa.dev/owner': 'group:default/x' });
const ADOPTED = { arn: FOREIGN, path: '/', tags: {} };
const adoptedBy = (id: string) => ({
  ...ADOPTED,
  tags: { 'backstage-irsa.dev/adopted': id },
});
const adopter = holder({ object: FOREIGN, adopted: true });
const itsTag = holder({
  object: `${FOREIGN} tag backstage-irsa.dev/adopted=${ID}`,
});
const others = holder({ serviceAccountId: 'b', owner: 'group:default/x' });

describe('a name', () => {
  const records = (change: Partial<Holder>): OwnershipRecords => ({
    ...{ id: ID, owner: OWNER, formerOwners: [], isAdministrator: false },
    ...{ usedConsents: new Set(), holders: [{ ...others, ...change }] },
  });

  it.each<[string, Partial<Holder>, boolean]>([
    ['another owner', {}, true],
    [
      'another owner, with another path and letter case',
      {
        object: desired.roleArn.replace(
          /irsa.([^/]+)$/,
          (_, name) => `x/${name.toUpperCase()}`,
        ),
      },
      true,
    ],
    ['another ServiceAccount of the owner', { owner: OWNER }, false],
    ['the ServiceAccount itself', { serviceAccountId: ID }, false],
    ['a longer name', { object: `${desired.roleArn}-2` }, false],
    [
      'a detail of another role that ends with the name',
      {
        object: `arn:aws:iam::111122223333:role/x policy ${desired.roleArn}`,
      },
      false,
    ],
    [
      'another account',
      { object: desired.roleArn.replace('111122223333', '444455556666') },
      false,
    ],
  ])('recorded for %s is refused or not: %s', (_, change, expected) => {
    expect(isRecordedForOthers(desired.roleArn, records(change))).toBe(
      expected,
    );
  });
});

describe('the ownership of an object', () => {
  it.each<[string, Parameters<typeof ownershipOf>, string]>([
    [
      'a matching path, tags, and a record',
      [{}, { holders: [holder()] }],
      'ours',
    ],
    [
      'a record of another ServiceAccount of the owner',
      [{}, { holders: [holder({ serviceAccountId: 'b' })] }],
      'ours',
    ],
    ['a record of another owner', [{}, { holders: [others] }], 'other-owner'],
    [
      'records of the owner and another owner',
      [{}, { holders: [holder(), others] }],
      'other-owner',
    ],
    [
      'the owner tag of another owner, despite the record',
      [OTHERS_TAG, { holders: [holder()] }],
      'other-owner',
    ],
    [
      'the owner tag of a former owner',
      [OTHERS_TAG, { holders: [holder()], formerOwners: ['group:default/x'] }],
      'ours',
    ],
    [
      'an owner tag in another letter case',
      [
        tagged({ 'backstage-irsa.dev/owner': 'Group:default/team' }),
        { holders: [holder()] },
      ],
      'other-owner',
    ],
    [
      'the owner tag of another owner under a key in another letter case',
      [
        {
          tags: {
            'backstage-irsa.dev/managed-by': 'backstage',
            'Backstage-IRSA.dev/Owner': 'group:default/x',
          },
        },
        { holders: [holder()] },
      ],
      'other-owner',
    ],
    ['no record', [{}, {}], 'lost'],
    [
      'no record, and the tags of another ServiceAccount',
      [tagged({ 'backstage-irsa.dev/namespace': 'evil' }), {}],
      'foreign',
    ],
    ['no record, and another path', [{ path: '/irsa-x/' }, {}], 'foreign'],
    ['no record, and no tags', [{ tags: {} }, {}], 'foreign'],
    [
      'a record without tags',
      [{ tags: {} }, { holders: [holder()] }],
      'foreign',
    ],
    [
      'a record of the planned ARN for an object with another ARN',
      [{ arn: FOREIGN, path: '/' }, { holders: [holder()] }],
      'foreign',
    ],
    [
      'an adoption with its adoption tag',
      [adoptedBy(ID), { holders: [adopter, itsTag] }],
      'ours',
    ],
    [
      'an adoption by another ServiceAccount of the owner, with its adoption tag',
      [
        adoptedBy(ID),
        { holders: [{ ...adopter, serviceAccountId: 'b' }, itsTag] },
      ],
      'ours',
    ],
    [
      'an adoption without its adoption tag',
      [ADOPTED, { holders: [adopter, itsTag] }],
      'adopting',
    ],
    [
      'an adoption with the tag of another adoption',
      [adoptedBy('b'), { holders: [adopter, itsTag] }],
      'adopting',
    ],
    ['an adoption tag without a record', [adoptedBy(ID), {}], 'foreign'],
  ])('is determined by %s', (_, [object, ownership], expected) => {
    expect(ownershipOf(object, ownership)).toBe(expected);
  });
});
