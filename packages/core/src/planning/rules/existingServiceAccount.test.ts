import { EKS_ANNOTATIONS, ENTITY_KEY } from '../../model/annotations';
import { absent, type Observation } from '../../model/observation';
import type { ObservedServiceAccount } from '../../model/observed';
import type { IamServiceAccountSpec } from '../../model/types';
import { desiredWith } from '../../__testUtils__/desired';
import { configWith } from '../../__testUtils__/guardrails';
import { accountWith, observedWith } from '../../__testUtils__/observed';
import { ownershipContext } from '../../__testUtils__/ownership';
import { consentOf, ADOPT_KEY } from '../ownership/adoptionConsent';
import { usedConsent } from '../ownership/ownershipRecords';
import { uidRecord } from '../ownership/records';
import { checkExistingServiceAccount } from './existingServiceAccount';

const TEAM = 'group:default/team';
const OTHERS = 'group:default/others';
const UID = 'd5a0a2f4-0000-4000-8000-000000000001';
const ROLE = EKS_ANNOTATIONS.roleArn;
const THEIR_ROLE = 'arn:aws:iam::111122223333:role/theirs';
const OLD_ROLE = 'arn:aws:iam::111122223333:role/irsa/old';
const ours = { [ENTITY_KEY]: 'component:default/uploads' };
const HELM = { 'app.kubernetes.io/managed-by': 'Helm' };
const ARGO = {
  'argocd.argoproj.io/tracking-id': 'shop:/ServiceAccount:production/uploads',
};

const rule = (owners: string[]) => ({
  ...{ owners, clusters: ['*'], namespaces: ['*'], resources: ['*'] },
});
const ALONE = configWith({}, { namespaceRules: [rule([TEAM])] });
const SHARED = configWith({}, { namespaceRules: [rule([TEAM, OTHERS])] });
const existing = (change: Partial<IamServiceAccountSpec> = {}) =>
  desiredWith({ serviceAccount: 'existing', ...change });
const desired = existing();
const known = uidRecord(desired.refText, UID);

function broken(
  serviceAccount: Observation<ObservedServiceAccount>,
  {
    config = ALONE,
    wanted = desired,
    recorded = [] as string[],
    used = [] as string[],
  } = {},
) {
  return checkExistingServiceAccount(
    ownershipContext(
      wanted,
      observedWith({ serviceAccount }),
      new Set(recorded),
      { usedConsents: new Set(used) },
    ),
    config,
  ).map(violation => violation.rule);
}

describe('an existing ServiceAccount', () => {
  it.each<[string, Observation<ObservedServiceAccount>, string[]]>([
    ['that does not exist', absent(), ['service-account-exists']],
    ['that no tool manages', accountWith({}), []],
    ['that Helm manages', accountWith({}, { labels: HELM }), []],
    ['that Argo CD manages', accountWith(ARGO), []],
    [
      'that names the planned role',
      accountWith({ [ROLE]: desired.roleArn }),
      [],
    ],
    [
      'that names another role',
      accountWith({ [ROLE]: THEIR_ROLE }),
      ['service-account-role'],
    ],
    [
      'that names an invalid role ARN',
      accountWith({ [ROLE]: 'orders' }),
      ['service-account-role'],
    ],
    [
      'that names another entity',
      accountWith({ [ENTITY_KEY]: 'component:default/theirs' }),
      ['service-account-entity'],
    ],
  ])('is checked in a namespace of one owner: %s', (_, account, rules) => {
    expect(broken(account)).toEqual(rules);
  });

  it.each<[string, Observation<ObservedServiceAccount>, string[]]>([
    ['without annotations', accountWith({}), ['service-account-consent']],
    [
      'that other tools manage',
      accountWith(ARGO, { labels: HELM }),
      ['service-account-consent'],
    ],
    [
      'that names only the planned role',
      accountWith({ [ROLE]: desired.roleArn }),
      ['service-account-consent'],
    ],
    ['that names the entity', accountWith(ours), []],
    [
      'that names the entity and another role',
      accountWith({ ...ours, [ROLE]: THEIR_ROLE }),
      ['service-account-role'],
    ],
  ])('is checked in a namespace of several owners: %s', (_, account, rules) => {
    expect(broken(account, { config: SHARED })).toEqual(rules);
  });

  it('needs consent only once, unless it is recreated', () => {
    const recorded = [known];
    const config = SHARED;
    expect(broken(accountWith({}), { config, recorded })).toEqual([]);
    const recreated = accountWith({}, { uid: 'another' });
    expect(broken(recreated, { config, recorded })).toEqual([
      'service-account-consent',
    ]);
  });

  it('can leave only a role that was created for it', () => {
    const account = accountWith({ [ROLE]: OLD_ROLE });
    const recorded = [known, OLD_ROLE];
    expect(broken(account, { recorded })).toEqual([]);
    expect(broken(account, { recorded: [OLD_ROLE] })).toEqual([
      'service-account-role',
    ]);
  });

  it('with IRSA requires a migration instead of a new association', () => {
    const wanted = existing({ mechanism: 'pod-identity' });
    const account = accountWith({ [ROLE]: wanted.roleArn });
    expect(broken(account, { wanted })).toEqual(['mechanism-change']);
    expect(broken(account, { wanted, recorded: [known] })).toEqual([]);
    expect(broken(accountWith({}), { wanted })).toEqual([]);
  });

  it('can be adopted once with the consent of an administrator, even if another tool manages it', () => {
    const wanted = existing({ adopt: true });
    const consent = consentOf(wanted.spec, new Date('2026-11-28T00:00:00Z'));
    const account = accountWith({ ...ARGO, [ADOPT_KEY]: consent });
    const config = SHARED;
    expect(broken(account, { config, wanted })).toEqual([]);
    expect(broken(account, { config })).toEqual(['service-account-consent']);
    const used = [usedConsent(UID, consent)];
    expect(broken(account, { config, wanted, used })).toEqual([
      'adoption-consent',
    ]);
  });

  it('is not required if Backstage manages the ServiceAccount', () => {
    expect(broken(absent(), { wanted: desiredWith() })).toEqual([]);
  });
});
