import type { NamedPolicy } from '../document/types';
import { explicitDenial, implicitDenial, prepare, resultOf } from './evaluate';
import { reasons, refusals } from './explain';
import { evaluateLayer } from './layer';
import type { EvaluationResult, Principal, RequestContext } from './types';

/**
 * Who asks to assume a role: an identity provider by ARN, a service by name, or an AWS principal by ARN.
 *
 * @public
 */
export type TrustPrincipal =
  | { federated: string }
  | { service: string }
  | { aws: string };

/**
 * A request to assume a role, seen from the role's trust policy alone.
 *
 * @public
 */
export interface TrustRequest {
  trustPolicy: NamedPolicy;
  principal: TrustPrincipal;
  /** Such as `sts:AssumeRoleWithWebIdentity`. */
  action: string;
  /** For web identity `<issuer>:sub` and `<issuer>:aud`, where the issuer has no `https://`. */
  context?: RequestContext;
}

/**
 * Decides whether a trust policy lets a principal assume its role. For a provider or a service that is the whole decision; an AWS
 * principal whose account only is trusted needs its own policies to allow it too.
 *
 * Source: IAM User Guide, "Create a role for OpenID Connect federation" and "AWS JSON policy elements: Principal".
 *
 * @throws TypeError when the policy is not of the form `{ name, document }`
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
