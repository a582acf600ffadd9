import type { NamedPolicy } from '../document/types';
import { explicitDenial, implicitDenial, prepare, resultOf } from './evaluate';
import { reasons, refusals } from './explain';
import { evaluateLayer } from './layer';
import type { EvaluationResult, Principal, RequestContext } from './types';

/**
 * The principal that requests to assume a role: an identity provider by ARN, a service by name, or an AWS principal by ARN.
 *
 * @public
 */
export type TrustPrincipal =
  | { federated: string }
  | { service: string }
  | { aws: string };

/**
 * A request to assume a role, evaluated only against the trust policy of the role.
 *
 * @public
 */
export interface TrustRequest {
  trustPolicy: NamedPolicy;
  principal: TrustPrincipal;
  /** The action, such as `sts:AssumeRoleWithWebIdentity`. */
  action: string;
  /** The condition keys. For web identities: `<issuer>:sub` and `<issuer>:aud`, with the issuer without `https://`. */
  context?: RequestContext;
}

/**
 * Decides whether a trust policy lets a principal assume its role. For an identity provider or a service, this is the whole decision. An AWS
 * principal that is trusted only through its account also needs an Allow in its own policies.
 *
 * Source: IAM User Guide, "Create a role for OpenID Connect federation" and "AWS JSON policy elements: Principal".
 *
 * @throws TypeError if the policy does not have the form `{ name, document }`
 * @public
 */
export function evaluateTrust(request: TrustRequest): EvaluationResult {
  const prepared = prepare({
    principal: principalOf(request.principal),
    action: request.action,
    resource: '*',
    context: request.context,
  });
  const trust = evaluateLayer('trust', [request.trustPolicy], prepared);
  const denied = explicitDenial([trust], prepared);
  if (denied) return denied;
  return trust.allows.length > 0
    ? resultOf('Allowed', [trust], prepared, {
        decidedBy: reasons(trust, trust.allows),
      })
    : implicitDenial(refusals(trust, prepared), [trust], prepared);
}

function principalOf(principal: TrustPrincipal): Principal {
  if ('federated' in principal) {
    return { kind: 'federated', arn: principal.federated };
  }
  if ('service' in principal) {
    return { kind: 'service', arn: principal.service };
  }
  const arn = principal.aws;
  if (arn.includes(':assumed-role/')) return { kind: 'session', arn };
  return { kind: arn.includes(':role/') ? 'role' : 'user', arn };
}
