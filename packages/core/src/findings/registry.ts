import type { GovernanceCheck, GovernanceSubject } from './types';
import { check as broadServiceAccountAccess } from './broad-service-account-access';
import { check as chainBroken } from './chain-broken';
import { check as defaultServiceAccount } from './default-service-account';
import { check as missingBoundary } from './missing-boundary';
import { check as noOwner } from './no-owner';
import { check as nodeRoleExcess } from './node-role-excess';
import { check as nodeRoleReachable } from './node-role-reachable';
import { check as orphanedOidcProvider } from './orphaned-oidc-provider';
import { check as overlyPermissivePolicy } from './overly-permissive-policy';
import { check as overlyPermissiveTrust } from './overly-permissive-trust';
import { check as providerAudience } from './provider-audience';
import { check as recreated } from './recreated';
import { check as reportOnlyGuardrail } from './report-only-guardrail';
import { check as riskPath } from './risk-path';
import { check as roleMissing } from './role-missing';
import { check as roleWithoutServiceAccount } from './role-without-service-account';
import { check as sharedRole } from './shared-role';
import { check as statusUnknown } from './status-unknown';
import { check as unusedRole } from './unused-role';
import { check as unusedServices } from './unused-services';
import { check as usesNodeRole } from './uses-node-role';
import { check as webhookMissing } from './webhook-missing';
import { check as workloadStaticKeys } from './workload-static-keys';

type Kind = GovernanceSubject['kind'];

function isAbout<K extends Kind>(
  subject: GovernanceSubject,
  kind: K,
): subject is Extract<GovernanceSubject, { kind: K }> {
  return subject.kind === kind;
}

/** Wraps a check so that it accepts any subject and finds nothing for other kinds. */
function forAny<K extends Kind>(check: GovernanceCheck<K>): GovernanceCheck {
  return {
    meta: check.meta,
    run: (subject, context) =>
      isAbout(subject, check.meta.subject) ? check.run(subject, context) : [],
  };
}

/** Every governance check. */
export const checks: readonly GovernanceCheck[] = [
  ...[
    roleMissing,
    chainBroken,
    defaultServiceAccount,
    recreated,
    noOwner,
    statusUnknown,
    reportOnlyGuardrail,
  ].map(forAny),
  ...[
    overlyPermissiveTrust,
    riskPath,
    overlyPermissivePolicy,
    sharedRole,
    missingBoundary,
    roleWithoutServiceAccount,
    unusedRole,
    unusedServices,
  ].map(forAny),
  ...[providerAudience, orphanedOidcProvider].map(forAny),
  ...[workloadStaticKeys, usesNodeRole].map(forAny),
  ...[nodeRoleExcess, nodeRoleReachable].map(forAny),
  ...[broadServiceAccountAccess, webhookMissing].map(forAny),
];

/** Returns the title of a check; its ID if the check no longer exists. */
export function titleOfCheck(id: string): string {
  return checks.find(({ meta }) => meta.id === id)?.meta.title ?? id;
}

const byKind = new Map<Kind, GovernanceCheck[]>();
for (const check of checks) {
  const { subject } = check.meta;
  byKind.set(subject, [...(byKind.get(subject) ?? []), check]);
}

/** Returns the checks for one kind of subject. */
export function checksOf(kind: Kind): GovernanceCheck[] {
  return byKind.get(kind) ?? [];
}

const IDS = new Set(checks.map(({ meta }) => meta.id));

/** Whether this version has a governance check with this ID. */
export function isCheck(id: string): boolean {
  return IDS.has(id);
}
