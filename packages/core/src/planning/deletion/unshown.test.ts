import { desiredWith } from '../../__testUtils__/desired';
import {
  associatedWith,
  observedDocument,
  roleWith,
} from '../../__testUtils__/observed';
import { absent, found } from '../../model/observation';
import type { ObservedPlannedPolicy } from '../../model/observed';
import {
  associationRecord,
  attachmentRecord,
  boundaryRecord,
  inlinePolicyRecord,
  tagRecord,
} from '../ownership/records';
import { unshownRecords } from './unshown';

const { refText, roleArn, policyArn, trust } = desiredWith();
const document = observedDocument({ Version: '2012-10-17', Statement: [] });
const policy = found<ObservedPlannedPolicy>({
  ...{ arn: policyArn, name: 'orders', path: '/', tags: {}, document },
  ...{ defaultVersionId: 'v1', versionIds: ['v1'] },
});
const role = roleWith(trust, { arn: roleArn });
const objects = [
  roleArn,
  policyArn,
  attachmentRecord(roleArn, policyArn),
  inlinePolicyRecord(roleArn, 'own'),
  associationRecord(refText),
];
const seen = {
  roles: [
    {
      role,
      attachedPolicies: found([policy]),
      inlinePolicies: found([{ name: 'own', document }]),
    },
  ],
  policies: [{ policy, users: found([]) }],
  association: associatedWith().association!,
};
const bare = { role, attachedPolicies: found([]), inlinePolicies: found([]) };
const gone = {
  role: absent<never>(),
  attachedPolicies: absent<never>(),
  inlinePolicies: absent<never>(),
};

it.each<[string, Parameters<typeof unshownRecords>[2], string[]]>([
  ['nothing if everything is shown', seen, []],
  [
    'the policies of a role that is shown without them',
    { ...seen, roles: [bare] },
    [objects[2], objects[3]],
  ],
  [
    'an attached policy that cannot be read',
    {
      ...seen,
      roles: [{ ...seen.roles[0], attachedPolicies: found([absent<never>()]) }],
    },
    [objects[2]],
  ],
  [
    'everything if nothing is shown',
    {
      roles: [gone],
      policies: [{ policy: absent<never>(), users: found([]) }],
    },
    objects,
  ],
])('returns %s', (_, observed, expected) => {
  expect(unshownRecords(objects, refText, observed)).toEqual(expected);
});

it('ignores records on which no deletion depends', () => {
  const details = [
    tagRecord(roleArn, 'team', 'a b'),
    boundaryRecord(roleArn, policyArn),
  ];
  expect(unshownRecords(details, refText, { roles: [], policies: [] })).toEqual(
    [],
  );
});
