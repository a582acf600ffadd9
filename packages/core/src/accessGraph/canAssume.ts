import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { accountIdOf } from '../arn/arn';
import { decisionFor } from './trustPaths';
import type { ControlsFor } from '../permissions/organization/organizationControls';
import { sessionContext } from '../permissions/simulation/simulationContext';
import { assumeConsent } from '../permissions/whoCan/assumeConsent';
import { decideAccess } from '../permissions/whoCan/decide';
import type { ReadPolicies } from '../permissions/whoCan/readPolicies';
import {
  conditionsOfComing,
  type TrustedPrincipal,
} from '../permissions/whoCan/trustedPrincipals';

/** A role, with what decides which other roles it can assume and which roles can assume it. */
export interface ChainedRole {
  id: string;
  arn: string;
  tags: Record<string, string>;
  /** The trust policy; absent if it could not be read. */
  trust?: PolicyDocument;
  /** The principals that the trust policy admits. */
  trusted: TrustedPrincipal[];
  policies: ReadPolicies;
}

function admits({ trust, trusted }: ChainedRole, arn: string): boolean {
  return (
    trusted.some(one => conditionsOfComing(one, arn) !== undefined) &&
    trust !== undefined &&
    decisionFor(trust, arn) !== 'ExplicitlyDenied'
  );
}

/**
 * Returns whether a role can assume another one: the trust policy of the other role admits it, and so do its own policies. If the trust policy names
 * a role of the same account, that role's own policies only must not deny it. Conditions that depend on the request count as met. `unknown` means that
 * unread policies decide.
 */
export function canAssume(
  from: ChainedRole,
  to: ChainedRole,
  { controlsFor, now }: { controlsFor: ControlsFor; now: Date },
): 'yes' | 'no' | 'unknown' {
  if (from.id === to.id || !admits(to, from.arn)) return 'no';
  const request = { action: 'sts:AssumeRole', resource: to.arn };
  const decision = decideAccess({ ...request, service: 'sts' }, from.policies, {
    kind: 'role',
    arn: from.arn,
    controls: controlsFor(from.arn, request),
    controlsFor,
    resource: assumeConsent(to.trusted, new Set([accountIdOf(from.arn)])),
    context: sessionContext(from, now),
  });
  if (!decision) return 'no';
  // If some policies allow it, only others that were not read could deny it: the graph shows such paths.
  return decision.decision !== 'unknown' || decision.decidedBy.length > 0
    ? 'yes'
    : 'unknown';
}
