import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { desiredWith } from '../../__testUtils__/desired';
import { observedDocument, roleWith } from '../../__testUtils__/observed';
import { found, valueOf } from '../../model/observation';
import type { ObservedPolicy } from '../../model/observed';
import {
  CUT_OFF_POLICY,
  denyEverything,
  denyOlderSessions,
} from '../../permissions/cutOffPolicy';
import { ADOPTED_KEY } from '../ownership/adoptionConsent';
import type { DeletionContext } from './deletable';
import { leaveSteps } from './leaveRole';
import {
  attachmentRecord,
  inlinePolicyRecord,
  tagRecord,
} from '../ownership/records';
import { trustEntryOf } from '../trust/trustEntry';
import type { Effect } from '../types';

const desired = desiredWith();
const { refText, roleArn: created, policyArn, spec } = desired;
const roleArn = created.replace('/irsa/', '/');
const OTHERS = 'arn:aws:iam::111122223333:policy/others';
const EMPTY: PolicyDocument = { Version: '2012-10-17', Statement: [] };
const DELETED: Statement = {
  Effect: 'Allow',
  Principal: { AWS: ['AROAIOSFODNN7EXAMPLE1', '222233334444'] },
  Action: 'sts:AssumeRole',
};
const TAGS = { team: 'a', [ADOPTED_KEY]: 'id', ...desired.tags };
const document = observedDocument(EMPTY);
const attached = (arn: string) =>
  found<ObservedPolicy>({
    arn,
    name: arn,
    path: '/',
    defaultVersionId: 'v1',
    tags: {},
    document,
  });

const stepsOf = (
  recorded: string[],
  {
    shared = [] as string[],
    adopted = [roleArn],
    trust = desired.trust,
    tags = TAGS as Record<string, string>,
    cutOff = undefined as PolicyDocument | undefined,
  } = {},
) => {
  const role = valueOf(
    roleWith(trust, { arn: roleArn, name: 'adopted', path: '/', tags }),
  )!;
  const context: DeletionContext = {
    ref: spec,
    refText,
    audience: desired.audience,
    eks: { name: 'prod-eu', arn: desired.cluster.arn },
    entityRef: spec.entityRef,
    rolePath: '/irsa/',
    attachable: [],
    recorded: new Set([roleArn, ...recorded]),
    adopted: new Set(adopted),
    shared: new Set(shared),
    entry: { ...trustEntryOf(desired), shared: true },
  };
  return leaveSteps(context, role, {
    role: found(role),
    attachedPolicies: found([attached(OTHERS), attached(policyArn)]),
    inlinePolicies: found([
      { name: 'theirs', document },
      { name: 'ours', document },
      ...(cutOff
        ? [{ name: CUT_OFF_POLICY, document: observedDocument(cutOff) }]
        : []),
    ]),
  });
};
const effects = (...given: Parameters<typeof stepsOf>) =>
  stepsOf(...given).map(({ effect }) => effect);

const detach = (arn: string): Effect => ({
  type: 'detach-role-policy',
  roleName: 'adopted',
  policyArn: arn,
});
const removeTrust = expect.objectContaining({ type: 'remove-trust' });

it.each<[string, string[], Parameters<typeof effects>[1], unknown[]]>([
  ['only the trust if there are no other records', [], {}, [removeTrust]],
  [
    'the policy that Backstage attached, but no other policies',
    [attachmentRecord(roleArn, policyArn)],
    {},
    [detach(policyArn), removeTrust],
  ],
  [
    'no policy for the record of another role',
    [attachmentRecord(created, policyArn), inlinePolicyRecord(created, 'ours')],
    {},
    [removeTrust],
  ],
  [
    'the inline policy that Backstage wrote',
    [inlinePolicyRecord(roleArn, 'ours')],
    {},
    [
      { type: 'delete-role-policy', roleName: 'adopted', policyName: 'ours' },
      removeTrust,
    ],
  ],
  [
    'the tags of Backstage last, except those with a changed value',
    [tagRecord(roleArn, ADOPTED_KEY, 'id'), tagRecord(roleArn, 'team', 'b')],
    {},
    [removeTrust, { type: 'untag-role', name: 'adopted', keys: [ADOPTED_KEY] }],
  ],
  [
    'the tags of Backstage if an earlier run removed only the trust',
    [tagRecord(roleArn, ADOPTED_KEY, 'id')],
    { trust: EMPTY },
    // IAM rejects a trust policy without a statement.
    [removeTrust, { type: 'untag-role', name: 'adopted', keys: [ADOPTED_KEY] }],
  ],
  [
    'nothing from a trust policy that IAM would reject',
    [],
    {
      trust: {
        ...desired.trust,
        Statement: [desired.trust.Statement, DELETED].flat(),
      },
    },
    [null],
  ],
  [
    'only the trust while another ServiceAccount uses the role',
    [
      attachmentRecord(roleArn, policyArn),
      tagRecord(roleArn, ADOPTED_KEY, 'id'),
    ],
    { shared: [roleArn] },
    [removeTrust],
  ],
  [
    'only the trust of a role that was not adopted',
    [attachmentRecord(roleArn, policyArn)],
    { adopted: [] },
    [removeTrust],
  ],
])('removes %s', (_, recorded, options, expected) => {
  expect(effects(recorded, options)).toEqual(expected);
});

const STAYS =
  'Inline policy backstage-irsa-cut-off of role adopted stays: it denies all access with the role until an administrator deletes it';

it.each<[string, PolicyDocument, string[], string[]]>([
  ['says that a role stays cut off', denyEverything(), [], [STAYS]],
  ['says nothing while others use the role', denyEverything(), [roleArn], []],
  ['says nothing of a denial that ends', denyOlderSessions(new Date()), [], []],
])('%s', (_, cutOff, shared, expected) => {
  const kept = stepsOf([], { shared, cutOff }).filter(
    ({ effect }) => effect === null,
  );
  expect(kept.map(({ summary }) => summary)).toEqual(expected);
});
