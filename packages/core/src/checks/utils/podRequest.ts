import type {
  EvaluationRequest,
  RequestContext,
} from '@backstage-irsa/iam-policy';
import type { Observed, ObservedRole } from '../../model/observed';
import { consentTo } from '../../permissions/resources/consent';
import { organizationControls } from '../../permissions/organization/organizationControls';
import { evaluablePolicies, policySetOf } from '../../permissions/policySet';
import { withSessionTags } from '../../permissions/sessionTags';
import { withUserId } from '../../permissions/simulation/userId';
import {
  callContext,
  issuedContext,
} from '../../permissions/simulation/simulationContext';

/**
 * Builds the request of a pod from the region of the cluster, with the policies of the pod's own side. Resource-based policies are evaluated
 * elsewhere.
 */
export function podRequest(
  observed: Observed,
  untagged: ObservedRole,
  { action, resource }: { action: string; resource: string },
  context: RequestContext = {},
): EvaluationRequest {
  const { identityPolicies, permissionsBoundary, sessionPolicies } =
    evaluablePolicies(policySetOf(observed));
  const role = withSessionTags(untagged, observed);
  const { organizations = {} } = observed;
  const controlsFor = organizationControls(id => organizations[id]);
  const request: EvaluationRequest = {
    ...{ action, resource, identityPolicies },
    ...{ permissionsBoundary, sessionPolicies },
    principal: { kind: 'role', arn: role.arn },
    resourcePolicy: consentTo(role.arn),
    context: {
      ...callContext(role, observed.config.region, { action, resource }),
      ...controlsFor(role.arn, { action, resource }).context,
      ...issuedContext(role, new Date(observed.at)),
      ...context,
    },
  };
  return withUserId(request, role);
}
