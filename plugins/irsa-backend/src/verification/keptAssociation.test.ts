import { absent, unknown } from '@backstage-irsa/core/model';
import { observedWith } from '../__testUtils__/core';
import { keptAssociation } from './keptAssociation';

const ROLE = 'arn:aws:iam::111122223333:role/orders';
const ASSOCIATION = {
  arn: 'arn:aws:eks:eu-west-1:111122223333:podidentityassociation/prod/a-1',
  roleArn: ROLE,
};
const BEFORE = { association: ASSOCIATION, roleRowId: 'role-of-association' };
const UNREAD = unknown('Forbidden.', 'eks:ListPodIdentityAssociations');

describe('the recorded association', () => {
  it('stays with its role and the migration progress while associations cannot be read', () => {
    const observed = observedWith({ association: UNREAD });
    expect(keptAssociation(observed, { roleArn: null }, BEFORE)).toEqual({
      association: ASSOCIATION,
      mechanism: 'pod-identity',
      roleArn: ROLE,
      roleRowId: 'role-of-association',
      progress: expect.objectContaining({ stage: 'in-progress' }),
    });
  });

  it('stays next to an annotation, and pods still have its role', () => {
    const observed = observedWith({ association: UNREAD });
    const roleArn = 'arn:aws:iam::111122223333:role/annotated';
    const kept = keptAssociation(observed, { roleArn }, BEFORE);
    expect(kept).toMatchObject(BEFORE);
    expect(kept).not.toHaveProperty('roleArn');
    expect(kept).not.toHaveProperty('mechanism');
  });

  it.each([
    ['EKS does not list it anymore', absent<never>(), BEFORE],
    ['none is recorded', UNREAD, { association: null, roleRowId: 'other' }],
    ['nothing is recorded', UNREAD, undefined],
  ])('is not kept if %s', (_, association, before) => {
    const observed = observedWith({ association });
    expect(keptAssociation(observed, { roleArn: null }, before)).toEqual({});
  });
});
