import type {
  EvaluationRequest,
  RequestContext,
} from '@backstage-irsa/iam-policy';
import type { Observed, ObservedRole } from '../../model/observed';
import { consentTo } from '../../permissions/consent';
import { TOKEN_ISSUE_TIME } from '../../permissions/cutOffPolicy';
import { organizationControls } from '../../permissions/organizationControls';
import { evaluablePolicies, policySetOf } from '../../permissions/policySet';
import { sessionContext } from '../../permissions/simulate';
import { callContext } from '../../permissions/simulationContext';

/** What a pod's own side makes of a call from the region of the cluster. What the resource says is a question of its own. */
export function podRequest(
  observed: Observed,
  role: ObservedRole,
  { action, resource }: { action: string; resource: string },
  context: RequestContext = {},
): EvaluationRequest {
  const { identityPolicies, permissionsBoundary, sessionPolicies } =
    evaluablePolicies(policySetOf(observed));
  const { organizations = {} } = observed;
  const controlsFor = organizationControls(id => organizations[id]);
  return {
    ...{ action, resource, identityPolicies },
    ...{ permissionsBoundary, sessionPolicies },
    principal: { kind: 'role', arn: role.arn },
    resourcePolicy: consentTo(role.arn),
    context: {
      ...callContext(role, observed.config.region, { action, resource }),
      ...controlsFor(role.arn, { action, resource }).context,
      ...sessionContext(role, new Date(observed.at)),
      // Of a session issued now: older ones may be denied after a cut off.
      [TOKEN_ISSUE_TIME]: observed.at,
      ...context,
    },
  };
}
