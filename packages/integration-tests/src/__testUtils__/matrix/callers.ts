import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  irsaAuditReadPermission,
  irsaPermissions,
  RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
} from '@backstage-irsa/plugin-irsa-common';
import {
  createIrsaServiceAccountConditionalDecision,
  irsaServiceAccountConditions,
} from '@backstage-irsa/plugin-irsa-backend';
import { OTHERS, TEAM } from '../inventory/handMade';

const WITHOUT = 'user:default/without';
export const CONDITIONAL = 'user:default/conditional';
export const WITH = 'user:default/with';

/** The groups of the users. Users with all or no permissions are in both teams, so that ownership does not affect their results. */
export const GROUPS: Record<string, string[]> = {
  [WITHOUT]: [TEAM, OTHERS],
  [CONDITIONAL]: [TEAM],
  [WITH]: [TEAM, OTHERS],
};

/** Whether data belongs to the conditional user's team or to others. */
export type Whose = 'own' | 'others';

/** A caller, and the owner of the data that they request. */
export interface Caller {
  title: string;
  whose: Whose;
  credentials: BackstageCredentials;
  header: string;
}

const user = (ref: string) => ({
  credentials: mockCredentials.user(ref),
  header: mockCredentials.user.header(ref),
});

/** The columns of the matrix. */
export const CALLERS = {
  anonymous: {
    title: 'anonymous',
    whose: 'own',
    credentials: mockCredentials.none(),
    header: mockCredentials.none.header(),
  },
  service: {
    title: 'service',
    whose: 'own',
    credentials: mockCredentials.service('plugin:any'),
    header: mockCredentials.service.header(),
  },
  without: { title: 'user without', whose: 'own', ...user(WITHOUT) },
  own: { title: 'conditional, own', whose: 'own', ...user(CONDITIONAL) },
  others: {
    title: "conditional, others'",
    whose: 'others',
    ...user(CONDITIONAL),
  },
  with: { title: 'user with', whose: 'others', ...user(WITH) },
} satisfies Record<string, Caller>;

export type CallerName = keyof typeof CALLERS;
export const CALLER_NAMES = Object.keys(CALLERS) as CallerName[];

/**
 * Denies all IRSA permissions to one user, allows another user those for resources of their team but no audit access, and allows everything to a
 * third.
 */
export class MatrixPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    asking?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const ofIrsa = irsaPermissions.some(({ name }) => name === permission.name);
    const who = asking?.info.userEntityRef;
    if (!ofIrsa || who === WITH) return { result: AuthorizeResult.ALLOW };
    const isAudit = isPermission(permission, irsaAuditReadPermission);
    if (who !== CONDITIONAL || isAudit) return { result: AuthorizeResult.DENY };
    return isResourcePermission(permission, RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT)
      ? createIrsaServiceAccountConditionalDecision(
          permission,
          irsaServiceAccountConditions.isEntityOwner({
            claims: asking?.info.ownershipEntityRefs ?? [],
          }),
        )
      : { result: AuthorizeResult.ALLOW };
  }
}
