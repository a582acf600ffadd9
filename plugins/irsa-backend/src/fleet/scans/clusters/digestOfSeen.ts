import {
  valueOf,
  type Observed,
  type ObservedRolePolicies,
  type Verification,
} from '@backstage-irsa/core/model';
import { isUnknownForLong } from '@backstage-irsa/core/findings';
import type { StoredProof } from '@backstage-irsa/core/status';
import { digestOf } from '../../../database/digest';
import { onceFor } from '../../../lib/onceFor';
import type { SeenSubject } from './observeSubject';
import { PACKAGE_VERSION } from '../packageVersion';

const ROLE_PARTS: (keyof ObservedRolePolicies)[] = [
  'role',
  'attachedPolicies',
  'inlinePolicies',
  'permissionsBoundary',
];

/** The parts that all IAM service accounts of a cluster, or of an account in it, share. */
const SHARED_PARTS = [
  'cluster',
  'oidcProvider',
  'otherIssuers',
  'webhook',
] as const satisfies (keyof Observed)[];

const sharedMark = onceFor(digestOf);

/** The stored facts about an IAM service account that affect its next verification. */
export interface Remembered {
  known: Observed['known'];
  proof?: StoredProof | null;
  unknown?: Verification['unknown'];
}

/** Returns a digest of everything from which the stored data of an IAM service account is derived. Equal digests mean equal verifications. */
export function digestOfSeen(
  seen: SeenSubject,
  { known, proof = null, unknown }: Remembered,
  {
    settlingUntil = '',
    now,
    ...rest
  }: { settlingUntil?: string; now: Date } & Record<string, unknown>,
): string {
  const { at } = seen.observed;
  return digestOf([
    PACKAGE_VERSION,
    at.slice(0, 10),
    markOf(seen, known),
    proof,
    settlingUntil > at ? settlingUntil : null,
    isUnknownForLong({ unknown }, now),
    rest,
  ]);
}

/**
 * Returns the parts of an observation that decide its results, with marks in place of the roles. Omits times and parts that always change. `known` is
 * what the database remembers, which this observation can change.
 */
function markOf(
  { observed, marks }: SeenSubject,
  known: Observed['known'],
): unknown {
  const {
    at: _at,
    config: _config,
    quotas,
    target: _target,
    overriding: _overriding,
    organizations = {},
    ...rest
  } = observed;
  const kept: Record<string, unknown> = { ...rest, known };
  for (const key of ROLE_PARTS) delete kept[key];
  for (const key of SHARED_PARTS) kept[key] = sharedMark(rest[key]);
  const {
    roles: _roles,
    policies: _policies,
    ...limits
  } = valueOf(quotas) ?? {};
  const versions = Object.entries(organizations).map(([id, { version }]) => [
    id,
    version,
  ]);
  return [kept, marks, quotas.state === 'found' ? limits : quotas, versions];
}
