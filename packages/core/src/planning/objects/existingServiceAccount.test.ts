import { EKS_ANNOTATIONS, ENTITY_KEY } from '../../model/annotations';
import { absent, found } from '../../model/observation';
import type { Observed } from '../../model/observed';
import type { IamServiceAccountSpec } from '../../model/types';
import { desiredWith } from '../../__testUtils__/desired';
import { accountWith, observedWith } from '../../__testUtils__/observed';
import { serviceAccountPatchOf } from '../../delivery/serviceAccountPatch';
import { planNoAssociation } from './association';
import { deleteServiceAccountSteps } from '../deletion/deleteServiceAccount';
import { annotationPatch } from './annotationPatch';
import { plan } from '../plan';
import {
  associationRecord,
  recordsOf,
  wantedRecords,
} from '../ownership/records';

const ROLE = EKS_ANNOTATIONS.roleArn;
const existing = (change: Partial<IamServiceAccountSpec> = {}) => ({
  ...desiredWith({ serviceAccount: 'existing', ...change }),
  annotates: false,
});
const desired = existing();
const podIdentity = existing({ mechanism: 'pod-identity' });
const wanted = {
  [ROLE]: desired.roleArn,
  [ENTITY_KEY]: 'component:default/uploads',
};

describe('the patch of an existing ServiceAccount', () => {
  it.each<
    [string, object, Record<string, string>, Record<string, string | null>]
  >([
    ['names the role and the entity', {}, {}, wanted],
    ['is empty if all annotations exist', {}, wanted, {}],
    [
      'is empty if the role annotation exists',
      {},
      { [ROLE]: desired.roleArn },
      {},
    ],
    [
      'keeps annotations that are not requested',
      {},
      { ...wanted, [EKS_ANNOTATIONS.tokenExpiration]: '3600', other: 'x' },
      {},
    ],
    [
      'sets the requested annotations',
      { tokenExpirationSeconds: 86400, stsRegionalEndpoints: false },
      wanted,
      {
        [EKS_ANNOTATIONS.tokenExpiration]: '86400',
        [EKS_ANNOTATIONS.stsRegionalEndpoints]: 'false',
      },
    ],
    [
      'removes an audience that the role does not trust',
      {},
      { ...wanted, [EKS_ANNOTATIONS.audience]: 'vault' },
      { [EKS_ANNOTATIONS.audience]: null },
    ],
    ['is empty for EKS Pod Identity', { mechanism: 'pod-identity' }, {}, {}],
    [
      'removes the role if EKS Pod Identity provides it',
      { mechanism: 'pod-identity' },
      { [ROLE]: desired.roleArn, [EKS_ANNOTATIONS.tokenExpiration]: '3600' },
      { [ROLE]: null },
    ],
  ])('%s', (_, change, present, patch) => {
    const account = { annotations: present, applied: [] };
    expect(annotationPatch(existing(change), account)).toEqual(patch);
  });

  it('is rendered as Helm values, kustomization, and manifest', () => {
    const labels = { 'app.kubernetes.io/managed-by': 'Helm' };
    const patch = serviceAccountPatchOf(desired, {
      serviceAccount: accountWith({}, { labels }),
    });
    expect(patch).toEqual({
      managedBy: {
        tool: 'Helm',
        evidence: 'app.kubernetes.io/managed-by: Helm',
      },
      annotations: wanted,
      helmValues: expect.stringContaining(
        `serviceAccount:\n  annotations:\n    eks.amazonaws.com/role-arn: "${desired.roleArn}"`,
      ),
      kustomization: expect.stringContaining(
        '    patch: |-\n      apiVersion: "v1"\n',
      ),
      manifest: expect.stringContaining('kind: "ServiceAccount"'),
    });
  });

  it('names the role of eksctl, and is omitted if Backstage manages the ServiceAccount or it does not exist', () => {
    const observed = { serviceAccount: accountWith({}) };
    expect(
      serviceAccountPatchOf(desired, observed, 'eksctl')?.annotations[ROLE],
    ).toBe(`arn:aws:iam::111122223333:role/${desired.roleName}`);
    expect(serviceAccountPatchOf(desiredWith(), observed)).toBeUndefined();
    expect(
      serviceAccountPatchOf(desired, { serviceAccount: absent() }),
    ).toBeUndefined();
  });
});

describe('a plan for an existing ServiceAccount', () => {
  const nothing: Partial<Observed> = {
    role: absent(),
    plannedPolicy: absent(),
    attachedPolicies: absent(),
    association: absent(),
    serviceAccount: accountWith({}),
  };
  const changes = (of: typeof desired, change: Partial<Observed> = {}) =>
    plan(of, observedWith({ ...nothing, ...change }));

  it('creates policy and role, and describes the change to make elsewhere', () => {
    const steps = changes(desired);
    expect(
      steps.flatMap(({ effect }) => (effect ? [effect.type] : [])),
    ).toEqual(['create-policy', 'create-role', 'attach-role-policy']);
    const last = steps.find(({ id }) => id === 'service-account');
    expect(last).toMatchObject({ action: 'none', effect: null });
    expect(last?.summary).toContain(
      `Change its annotations there: set ${ROLE} to ${desired.roleArn}`,
    );
  });

  it('creates the association with EKS Pod Identity, and requires no change of the ServiceAccount', () => {
    const steps = changes(podIdentity);
    expect(
      steps.flatMap(({ effect }) => (effect ? [effect.type] : [])),
    ).toEqual([
      'create-policy',
      'create-role',
      'attach-role-policy',
      'create-association',
    ]);
    expect(steps.find(({ id }) => id === 'service-account')?.summary).toMatch(
      /stays: it is managed elsewhere$/,
    );
  });

  it('keeps the association until the annotation is set', () => {
    const association = found({
      ...{ arn: 'arn', id: 'a-1', roleArn: desired.roleArn },
      disableSessionTags: false,
      tags: { 'backstage-irsa.dev/managed-by': 'backstage' },
    });
    const recorded = new Set([associationRecord(desired.refText)]);
    const steps = (annotations: Record<string, string>) =>
      planNoAssociation(
        desired,
        observedWith({ association, serviceAccount: accountWith(annotations) }),
        recorded,
      );
    expect(steps({})).toEqual([]);
    expect(steps(wanted)).toMatchObject([{ action: 'delete' }]);
  });

  it('does not record the ServiceAccount as managed by Backstage', () => {
    const { refText } = desired;
    expect(wantedRecords(desired)).not.toContain(refText);
    expect(changes(desired).flatMap(recordsOf)).not.toContain(refText);
  });
});

it.each([
  [{ [ROLE]: desired.roleArn }, `Remove its annotation ${ROLE} there`],
  [{ [ROLE]: 'arn:aws:iam::111122223333:role/x' }, 'it is managed elsewhere'],
  [{}, 'it is managed elsewhere'],
])('a deletion keeps an existing ServiceAccount with %j', (present, words) => {
  const account = accountWith(
    { ...wanted, ...present },
    {
      labels: { 'backstage-irsa.dev/managed-by': 'backstage' },
    },
  );
  const steps = deleteServiceAccountSteps(
    {
      ...{ ref: desired.spec, refText: desired.refText, existing: true },
      ...{ audience: 'sts.amazonaws.com', eks: { name: 'a', arn: 'a' } },
      ...{ entityRef: 'component:default/uploads', rolePath: '/irsa/' },
      attachable: [],
      recorded: new Set([desired.refText, desired.roleArn]),
      ...{ adopted: new Set<string>(), shared: new Set<string>() },
      entry: {
        ...{ providerArn: 'a', subject: 'b', audience: 'c', shared: true },
        ...{ mechanism: 'irsa' as const, keepsOther: false, alone: false },
      },
    },
    account.state === 'found' ? account.value : undefined,
  );
  expect(steps).toMatchObject([{ action: 'none', effect: null }]);
  expect(steps[0].summary).toContain(words);
});
