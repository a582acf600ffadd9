import {
  absent,
  found,
  unknown,
  type Verification,
} from '@backstage-irsa/core/model';
import { observedWith } from '../__testUtils__/core';
import { toVerificationRecord } from './toVerificationRecord';

const UNREAD = unknown<never>('Forbidden.');
const MADE = {
  ...{ roleRowId: null, proof: null },
  verification: {} as Verification,
  permissions: { services: [], risks: [] },
};

describe('the recorded migration progress', () => {
  const progressOf = (
    change: Parameters<typeof observedWith>[0],
    before?: { stage: 'irsa' | 'in-progress'; podsToRestart: number },
  ) =>
    toVerificationRecord('id', observedWith(change), MADE, {
      roleRowId: null,
      ...(before && { progress: before }),
    }).progress;
  const before = { stage: 'in-progress' as const, podsToRestart: 3 };

  it('stays in progress while pods cannot be read', () => {
    expect(progressOf({ pods: UNREAD }, before)).toEqual(before);
    expect(progressOf({ pods: found([]) }, before).stage).toBe('irsa');
    const begun = { stage: 'irsa' as const, podsToRestart: 0 };
    expect(progressOf({ pods: UNREAD }, begun).stage).toBe('irsa');
  });

  it('follows what is recorded of a ServiceAccount that cannot be read', () => {
    const account = {
      ...{ mechanism: 'irsa' as const, entityRef: null },
      roleArn: 'arn:aws:iam::111122223333:role/orders',
      annotatedRoleArn: 'arn:aws:iam::111122223333:role/orders',
    };
    const observed = observedWith({
      serviceAccount: UNREAD,
      pods: found([]),
      association: found({
        ...{ id: 'a-1', arn: '', disableSessionTags: false },
        roleArn: 'arn:aws:iam::111122223333:role/orders',
      }),
    });
    const recorded = { roleRowId: null, account };
    expect(
      toVerificationRecord('id', observed, MADE, recorded).progress.stage,
    ).toBe('in-progress');
    const read = {
      ...observed,
      serviceAccount: absent<never>(),
    };
    expect(
      toVerificationRecord('id', read, MADE, recorded).progress.stage,
    ).toBe('pod-identity');
  });
});
