import {
  evaluate,
  type Principal,
  type RequestContext,
} from '@backstage-irsa/iam-policy';
import { valueOf } from '../../model/observation';
import type { Observed, ObservedRole } from '../../model/observed';
import { organizationControls } from '../../permissions/organization/organizationControls';
import type { IsOpenKey } from '../../trust/openKeys';
import type { AssumeDenial } from './deniedByOrganization';
import {
  isOpenForPods,
  podIdentityClaims,
  POD_IDENTITY_SERVICE,
} from './podIdentityTrust';
import {
  claimsOf,
  contextOfToken,
  isOpenForToken,
  WEB_IDENTITY_ACTION,
} from './trust';

/**
 * Evaluates the RCPs that were read for the role's account, for the request through which pods get the role. The caller is an identity provider or a
 * service, so it is not a principal of an organization.
 */
export function trustDenial(
  observed: Observed,
  role: ObservedRole,
): AssumeDenial | undefined {
  const { organizations = {} } = observed;
  const controlsFor = organizationControls(id => organizations[id]);
  const denials = requestsOf(observed).flatMap(({ action, ...request }) => {
    const { resourceControlPolicies, context } = controlsFor(role.arn, {
      ...{ action, resource: role.arn },
    });
    if (!resourceControlPolicies) return [];
    const ofRole = Object.entries(context).filter(([key]) =>
      key.startsWith('aws:Resource'),
    );
    const { blockedBy } = evaluate({
      ...{ action, resource: role.arn, resourceControlPolicies },
      principal: request.principal,
      identityPolicies: [],
      context: {
        ...Object.fromEntries(ofRole),
        'aws:CurrentTime': observed.at,
        'aws:SecureTransport': 'true',
        ...request.context,
      },
    });
    return blockedBy
      .filter(({ cause }) => cause === 'explicit-deny')
      .map(blocker => ({
        ...{ action, blocker },
        openKeys: (blocker.conditions ?? [])
          .filter(request.isOpen)
          .map(({ key }) => key),
      }));
  });
  return denials.find(({ openKeys }) => openKeys.length === 0) ?? denials[0];
}

/**
 * Returns why the RCPs for the requests through which pods get the role were not read; undefined if they were read or do not apply. Includes the
 * associated role, from which EKS assumes a target role.
 */
export function unreadTrustControls(
  { organizations = {}, target, association }: Observed,
  { arn }: ObservedRole,
): string | undefined {
  const controlsFor = organizationControls(id => organizations[id]);
  const first = target && valueOf(association)?.roleArn;
  return [...(first === undefined ? [] : [first]), arn]
    .flatMap(
      one =>
        controlsFor(one, { action: WEB_IDENTITY_ACTION, resource: one }).layers,
    )
    .find(
      ({ layer, state }) =>
        layer === 'resource-control' && state === 'not-read',
    )?.reason;
}

interface TrustRequest {
  action: string;
  principal: Principal;
  context: RequestContext;
  isOpen: IsOpenKey;
}

function requestsOf(observed: Observed): TrustRequest[] {
  if (observed.mechanism === 'irsa') {
    const claims = claimsOf(observed);
    if (!claims) return [];
    return [
      {
        action: WEB_IDENTITY_ACTION,
        principal: { kind: 'federated', arn: claims.providerArn },
        context: contextOfToken(claims),
        isOpen: isOpenForToken(claims),
      },
    ];
  }
  const claims = podIdentityClaims(observed);
  return (claims?.actions ?? []).map(action => ({
    action,
    principal: { kind: 'service', arn: POD_IDENTITY_SERVICE },
    context: claims?.context ?? {},
    isOpen: isOpenForPods(claims?.context ?? {}),
  }));
}
