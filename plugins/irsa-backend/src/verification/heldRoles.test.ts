import {
  absent,
  unknown,
  valueOf,
  type Observed,
  type ObservedRole,
} from '@backstage-irsa/core/model';
import { rowId } from '@backstage-irsa/core/findings';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import {
  associatedWith,
  observedWith,
  roleWith,
  trustOf,
} from '../__testUtils__/core';
import { heldRole } from './heldRoles';

const OTHERS = roleWith(trustOf({ namespace: 'others' }));
const { arn: ROLE_ARN } = valueOf(OTHERS) as ObservedRole;
const TARGET = 'arn:aws:iam::444455556666:role/orders-target';
const NOBODY: ReadonlySet<string> = new Set();
const unread = unknown<never>('It was not read.');

/** An association with a target role that trusts the given principal. */
function withTarget(trusted: string): Partial<Observed> {
  const document: PolicyDocument = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: trusted },
      Action: 'sts:AssumeRole',
    },
  };
  const { attachedPolicies, inlinePolicies, permissionsBoundary } =
    observedWith();
  return {
    ...associatedWith({ targetRoleArn: TARGET }),
    target: {
      ...{ attachedPolicies, inlinePolicies, permissionsBoundary },
      role: roleWith(document, { arn: TARGET, name: 'orders-target' }),
    },
  };
}

interface Case {
  name: string;
  observed?: Partial<Observed>;
  recorded?: string[];
  /** The role that it had when it was last observed. */
  before?: string;
  isHeld: boolean;
  isShown?: boolean;
}

const CASES: Case[] = [
  { name: 'the trust policy trusts the ServiceAccount', isHeld: true },
  {
    name: 'the trust policy trusts only others',
    observed: { role: OTHERS },
    isHeld: false,
  },
  {
    name: 'Backstage has recorded the role for the ServiceAccount',
    observed: { role: OTHERS },
    recorded: [ROLE_ARN],
    isHeld: true,
  },
  {
    name: 'Backstage has recorded another role for the ServiceAccount',
    observed: { role: OTHERS },
    recorded: [TARGET],
    isHeld: false,
  },
  {
    name: 'EKS reports an association with the role',
    observed: { role: OTHERS, ...associatedWith() },
    isHeld: true,
  },
  {
    name: 'EKS reports an association with another role',
    observed: { role: OTHERS, ...associatedWith({ roleArn: TARGET }) },
    isHeld: false,
  },
  {
    name: 'the target role trusts the associated role',
    observed: withTarget(ROLE_ARN),
    isHeld: true,
  },
  {
    name: 'the target role trusts only another role',
    observed: withTarget('arn:aws:iam::111122223333:role/other'),
    isHeld: true,
    isShown: false,
  },
  {
    name: 'the OIDC issuer is unknown',
    observed: { cluster: unread },
    isHeld: false,
  },
  {
    name: 'the OIDC issuer is unknown, but the ServiceAccount had the role before',
    observed: { cluster: unread },
    before: ROLE_ARN,
    isHeld: true,
  },
  {
    name: 'the OIDC issuer is unknown, and the ServiceAccount had another role before',
    observed: { cluster: unread },
    before: TARGET,
    isHeld: false,
  },
  {
    name: 'the trust policy trusts only others, and the ServiceAccount had the role before',
    observed: { role: OTHERS },
    before: ROLE_ARN,
    isHeld: false,
  },
  { name: 'there is no role', observed: { role: absent() }, isHeld: false },
];

describe('heldRole', () => {
  it.each(CASES)('decides whether the role is held when $name', one => {
    const { observed = {}, recorded = [], isHeld, isShown = isHeld } = one;
    const seen = observedWith(observed);
    const before = one.before ? rowId('role', one.before) : null;
    const { rowId: row, had } = heldRole(seen, new Set(recorded), before);
    expect(row !== null).toBe(isHeld);
    const isHidden = had.role.state === 'unknown';
    expect(isHidden).toBe(seen.role.state === 'found' && !isShown);
  });

  it('returns an unread role only if it was recorded or held before', () => {
    const seen = observedWith({ role: unread });
    const row = rowId('role', ROLE_ARN);
    expect(heldRole(seen, NOBODY, null).rowId).toBeNull();
    expect(heldRole(seen, new Set([ROLE_ARN]), null).rowId).toBe(row);
    expect(heldRole(seen, NOBODY, row).rowId).toBe(row);
  });

  it('shows the trust policy, but not the permissions, of a role that is only named', () => {
    const seen = observedWith({ role: OTHERS });
    const { shown } = heldRole(seen, NOBODY, null);
    expect(shown.serviceAccount).toEqual(seen.serviceAccount);
    expect(shown.role).toEqual(OTHERS);
    for (const part of [
      shown.attachedPolicies,
      shown.inlinePolicies,
      shown.permissionsBoundary,
      shown.assumedRoles,
    ]) {
      expect(part?.state).toBe('unknown');
    }
    expect([shown.buckets.state, shown.permits.state]).toEqual([
      'absent',
      'absent',
    ]);
  });

  it('shows the policies of the role, but not those of a target role that does not trust it', () => {
    const seen = observedWith(
      withTarget('arn:aws:iam::999999999999:role/others'),
    );
    const { shown } = heldRole(seen, NOBODY, null);
    expect(shown.attachedPolicies).toEqual(seen.attachedPolicies);
    expect(shown.target?.role).toEqual(seen.target?.role);
    expect(shown.target?.attachedPolicies.state).toBe('unknown');
    expect(shown.buckets.state).toBe('absent');
  });
});

describe('heldRole of a ServiceAccount with an annotation and an association with another role', () => {
  const overridden = (roleArn: string, change: Partial<Observed> = {}) => {
    const { attachedPolicies, inlinePolicies, permissionsBoundary } =
      observedWith();
    return observedWith({
      association: associatedWith({ roleArn }).association,
      overriding: {
        ...{ attachedPolicies, inlinePolicies, permissionsBoundary },
        role: roleWith(trustOf(), { arn: roleArn, name: 'other' }),
      },
      ...change,
    });
  };
  const OTHER = 'arn:aws:iam::111122223333:role/other';

  it('is the role of the association, whether or not the annotated role trusts it', () => {
    for (const role of [observedWith().role, OTHERS]) {
      const { rowId: row, had } = heldRole(
        overridden(OTHER, { role }),
        NOBODY,
        null,
      );
      expect(row).toBe(rowId('role', OTHER));
      expect(had.overriding?.role.state).toBe('found');
    }
  });

  it('is hidden if it is a target role that does not trust the associated role', () => {
    const { overriding } = overridden(OTHER);
    const seen = overridden(ROLE_ARN, {
      association: associatedWith({ targetRoleArn: TARGET }).association,
      overriding: {
        ...overriding!,
        role: roleWith(trustOf({ namespace: 'others' }), { arn: TARGET }),
      },
    });
    expect(heldRole(seen, NOBODY, null).had.overriding?.role.state).toBe(
      'unknown',
    );
  });

  it('is none if it does not exist', () => {
    const { overriding } = overridden(OTHER);
    const seen = overridden(OTHER, {
      overriding: { ...overriding!, role: absent() },
    });
    expect(heldRole(seen, NOBODY, null).rowId).toBeNull();
  });
});
