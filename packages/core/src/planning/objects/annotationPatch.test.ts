import { EKS_ANNOTATIONS, ENTITY_KEY } from '../../model/annotations';
import { absent, found, valueOf } from '../../model/observation';
import type { IamServiceAccountSpec } from '../../model/types';
import { desiredWith } from '../../__testUtils__/desired';
import { accountWith, observedWith } from '../../__testUtils__/observed';
import { serviceAccountPatchOf } from '../../delivery/serviceAccountPatch';
import { ownAnnotations } from './annotationPatch';
import { opensWay } from '../approvalRules';
import { deleteServiceAccountSteps } from '../deletion/deleteServiceAccount';
import { stillNamesOther } from './existingServiceAccount';
import { plan } from '../plan';
import { associationRecord } from '../ownership/records';
import { checkManagedElsewhere } from '../rules/managedElsewhere';

const { roleArn: ROLE, tokenExpiration: EXPIRATION } = EKS_ANNOTATIONS;
const OTHER = 'arn:aws:iam::111122223333:role/irsa/other';
const MARK = { 'argocd.argoproj.io/tracking-id': 'shop:/ServiceAccount:a/b' };
const desiredOf = (
  change: Partial<IamServiceAccountSpec> = {},
  annotates = true,
) => ({
  ...desiredWith({ serviceAccount: 'existing', ...change }),
  annotates,
});
const desired = desiredOf();
const ARN = desired.roleArn;
const podIdentity = { mechanism: 'pod-identity' } as const;
const ours = (annotations: Record<string, string>, more = {}) =>
  accountWith(
    { ...annotations, ...more },
    { applied: Object.keys(annotations) },
  );
const own = (of: typeof desired, account: ReturnType<typeof accountWith>) =>
  ownAnnotations(of, valueOf(account)!)?.annotations;

describe('an existing ServiceAccount', () => {
  it.each<
    [
      string,
      Partial<IamServiceAccountSpec>,
      ReturnType<typeof accountWith>,
      Record<string, string> | undefined,
    ]
  >([
    ['gets the role, and no other key', {}, accountWith({}), { [ROLE]: ARN }],
    [
      'gets the other requested annotations',
      { tokenExpirationSeconds: 3600 },
      accountWith({ theirs: 'x' }),
      { [ROLE]: ARN, [EXPIRATION]: '3600' },
    ],
    [
      'is not changed if it has the requested annotations',
      {},
      ours({ [ROLE]: ARN }),
      undefined,
    ],
    [
      'gets the correct value for an annotation of Backstage',
      {},
      ours({ [ROLE]: OTHER }),
      { [ROLE]: ARN },
    ],
    [
      'keeps other requested annotations of Backstage',
      { tokenExpirationSeconds: 3600 },
      ours({ [EXPIRATION]: '3600' }),
      { [ROLE]: ARN, [EXPIRATION]: '3600' },
    ],
    [
      'is not changed if another tool set a role',
      {},
      accountWith({ [ROLE]: OTHER }),
      undefined,
    ],
    [
      'is not changed if another tool set one of the annotations',
      { tokenExpirationSeconds: 3600 },
      accountWith({ [EXPIRATION]: '86400' }),
      undefined,
    ],
    [
      'is not changed if an annotation of another tool marks it',
      {},
      accountWith(MARK),
      undefined,
    ],
    [
      'is not changed if a label of another tool marks it',
      {},
      accountWith({}, { labels: { 'app.kubernetes.io/managed-by': 'Helm' } }),
      undefined,
    ],
    [
      'loses the annotations of Backstage with EKS Pod Identity, even if marked',
      podIdentity,
      ours({ [ROLE]: ARN, [EXPIRATION]: '3600' }, MARK),
      {},
    ],
    [
      'keeps the role of another tool with EKS Pod Identity',
      podIdentity,
      accountWith({ [ROLE]: ARN }),
      undefined,
    ],
  ])('%s', (_, change, account, after) => {
    expect(own(desiredOf(change), account)).toEqual(after);
  });

  it('is annotated only if this is enabled, but always loses the annotations of Backstage with EKS Pod Identity', () => {
    expect(own(desiredOf({}, false), accountWith({}))).toBeUndefined();
    const moved = ours({ [ROLE]: OTHER });
    expect(own(desiredOf({}, false), moved)).toBeUndefined();
    expect(own(desiredOf(podIdentity, false), moved)).toEqual({});
  });
});

describe('a plan that annotates an existing ServiceAccount', () => {
  const planFor = (
    of: typeof desired,
    account: ReturnType<typeof accountWith>,
  ) =>
    plan(
      of,
      observedWith({
        ...{ role: absent(), plannedPolicy: absent() },
        ...{ attachedPolicies: absent(), association: absent() },
        serviceAccount: account,
      }),
    );

  it('annotates it after the role is complete, and has a patch only for other tools', () => {
    const steps = planFor(desired, accountWith({}));
    const changes = steps.filter(({ effect }) => effect);
    const last = changes[changes.length - 1];
    expect(changes.map(({ effect }) => effect?.type)).toEqual([
      'create-policy',
      'create-role',
      'attach-role-policy',
      'annotate-service-account',
    ]);
    expect(last.diff).toEqual([
      { field: `annotations.${ROLE}`, before: null, after: ARN },
    ]);
    expect(opensWay(last)).toBe(true);
    const observed = { serviceAccount: accountWith({}) };
    expect(serviceAccountPatchOf(desired, observed)).toBeUndefined();
    expect(
      serviceAccountPatchOf(desired, observed, 'terraform')?.annotations,
    ).toMatchObject({ [ROLE]: ARN, [ENTITY_KEY]: expect.anything() });
  });

  it('removes the role annotation only after the association exists', () => {
    const steps = planFor(desiredOf(podIdentity), ours({ [ROLE]: ARN }));
    expect(steps.flatMap(({ effect }) => effect ?? [])).toContainEqual(
      expect.objectContaining({
        type: 'annotate-service-account',
        annotations: {},
        associatedIn: desired.config.eksName,
      }),
    );
  });

  it('deletes the association after the annotation, and can replace a role that Backstage annotated', () => {
    const association = found({
      ...{ arn: 'arn', id: 'a-1', roleArn: ARN, disableSessionTags: false },
      tags: { 'backstage-irsa.dev/managed-by': 'backstage' },
    });
    const recorded = new Set([associationRecord(desired.refText)]);
    const seen = observedWith({ association, serviceAccount: accountWith({}) });
    const types = plan(desired, seen, recorded).map(
      ({ effect }) => effect?.type,
    );
    expect(types.slice(-2)).toEqual([
      'annotate-service-account',
      'delete-association',
    ]);
    const names = (serviceAccount: ReturnType<typeof accountWith>) =>
      stillNamesOther(desired, { serviceAccount });
    expect(names(ours({ [ROLE]: OTHER }))).toBe(false);
    expect(names(accountWith({ [ROLE]: OTHER }))).toBe(true);
  });

  it('does not count as a change to an object that another tool manages', () => {
    const account = ours({ [ROLE]: OTHER }, MARK);
    const steps = planFor(desired, account);
    const observed = observedWith({
      ...{ role: absent(), plannedPolicy: absent() },
      serviceAccount: account,
    });
    const context = { observed, recorded: new Set<string>() };
    expect(
      steps.some(({ id, effect }) => id === 'service-account' && effect),
    ).toBe(true);
    expect(checkManagedElsewhere(steps, context, [])).toEqual([]);
  });
});

it.each<[string, ReturnType<typeof accountWith>, object]>([
  [
    'only the annotations of Backstage',
    ours({ [ROLE]: ARN }, MARK),
    {
      action: 'update',
      diff: [{ field: `annotations.${ROLE}`, before: ARN, after: null }],
      effect: { type: 'annotate-service-account', annotations: {} },
    },
  ],
  [
    'no annotation of another tool',
    accountWith({ [ROLE]: ARN }),
    { effect: null },
  ],
  [
    'nothing if another tool changed the role',
    ours({ [ROLE]: OTHER }),
    { effect: null },
  ],
])('a deletion removes %s', (_, account, step) => {
  const steps = deleteServiceAccountSteps(
    {
      ...{ ref: desired.spec, refText: desired.refText, existing: true },
      ...{ audience: 'sts.amazonaws.com', eks: { name: 'a', arn: 'a' } },
      ...{ entityRef: 'component:default/uploads', rolePath: '/irsa/' },
      attachable: [],
      recorded: new Set([ARN]),
      ...{ adopted: new Set<string>(), shared: new Set<string>() },
      entry: {
        ...{ providerArn: 'a', subject: 'b', audience: 'c', shared: true },
        ...{ mechanism: 'irsa' as const, keepsOther: false, alone: false },
      },
    },
    valueOf(account),
  );
  expect(steps).toMatchObject([step]);
});
