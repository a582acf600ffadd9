import { absent, unknown, type Observed } from '@backstage-irsa/core/model';
import { observedWith } from '../__testUtils__/core';
import { keptRole, type RecordedRole } from './keptRole';

const arnOf = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const ASSOCIATION = {
  arn: 'arn:aws:eks:eu-west-1:111122223333:podidentityassociation/prod/a-1',
  roleArn: arnOf('associated'),
};
const UNREAD = unknown<never>('Forbidden.');
const NONE = { roleArn: null, roleRowId: null };
const ASSOCIATED: RecordedRole = {
  ...{ association: ASSOCIATION, roleRowId: 'row-associated' },
};
const ANNOTATED: RecordedRole = {
  roleRowId: 'row-annotated',
  account: {
    mechanism: 'irsa',
    roleArn: arnOf('annotated'),
    annotatedRoleArn: arnOf('annotated'),
    entityRef: 'component:default/orders',
  },
};

const kept = (
  change: Partial<Observed>,
  before: RecordedRole | undefined,
  record: Parameters<typeof keptRole>[1] = NONE,
) => keptRole(observedWith(change), record, before);

describe('the recorded role', () => {
  it('stays with its association while associations cannot be read', () => {
    expect(kept({ association: UNREAD }, ASSOCIATED)).toEqual({
      ...ASSOCIATED,
      ...{ mechanism: 'pod-identity', roleArn: arnOf('associated') },
    });
  });

  it('stays that of the association next to an annotation', () => {
    const record = { roleArn: arnOf('annotated'), roleRowId: 'row-annotated' };
    expect(kept({ association: UNREAD }, ASSOCIATED, record)).toEqual(
      ASSOCIATED,
    );
  });

  it('stays with its annotation and entity while the ServiceAccount cannot be read', () => {
    expect(kept({ serviceAccount: UNREAD }, ANNOTATED)).toEqual({
      ...ANNOTATED.account,
      roleRowId: 'row-annotated',
    });
  });

  it('is that of a new association, although the ServiceAccount cannot be read', () => {
    const record = { roleArn: arnOf('associated'), roleRowId: 'row-new' };
    expect(kept({ serviceAccount: UNREAD }, ANNOTATED, record)).toMatchObject({
      roleArn: arnOf('annotated'),
      roleRowId: 'row-new',
    });
  });

  it('stays while nothing can be read', () => {
    const unread = { serviceAccount: UNREAD, association: UNREAD };
    const before = { ...ANNOTATED, ...ASSOCIATED };
    expect(kept(unread, before)).toEqual({
      ...before.account,
      ...ASSOCIATED,
    });
  });

  it.each<[string, Partial<Observed>, RecordedRole | undefined]>([
    ['everything is read', {}, { ...ANNOTATED, ...ASSOCIATED }],
    ['EKS does not list it', { association: absent() }, ASSOCIATED],
    ['it was not recorded', { association: UNREAD }, { roleRowId: 'row' }],
    ['nothing is recorded', { association: UNREAD }, undefined],
  ])('is not kept if %s', (_, change, before) => {
    expect(kept(change, before)).toEqual({});
  });
});
