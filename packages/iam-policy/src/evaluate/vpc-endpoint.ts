import type { CompiledStatement } from './statement';
import type { Identity } from './identity';
import {
  evaluateLayer,
  type LayerOutcome,
  type PreparedRequest,
  type StatementMatch,
} from './layer';
import type { Naming } from './principal';
import type { VpcEndpoint } from './types';

/**
 * Evaluates the policy of a VPC endpoint for a request.
 *
 * Source: "Control access to VPC endpoints using endpoint policies", AWS PrivateLink Guide, "Principals for gateway endpoints".
 */
export function evaluateEndpoint(
  endpoint: VpcEndpoint,
  request: PreparedRequest,
): LayerOutcome {
  const outcome = evaluateLayer('vpc-endpoint', [endpoint.policy], request);
  const counts = ({ naming }: StatementMatch) => names(endpoint, naming);
  const others = [...outcome.allows, ...outcome.unmet].filter(
    match => !counts(match),
  );
  return {
    ...outcome,
    allows: outcome.allows.filter(counts),
    denies: outcome.denies.filter(counts),
    unmet: outcome.unmet.filter(counts),
    others: [
      ...outcome.others,
      ...others.map(({ policy, statement }) => ({ policy, statement })),
    ],
  };
}

/** Checks whether a statement of a VPC endpoint policy applies to a principal, regardless of the name of its session. */
export function isAbout(
  endpoint: VpcEndpoint,
  statement: CompiledStatement,
  identity: Identity,
): boolean {
  const named = statement.principal(identity);
  return names(endpoint, named?.condition ? named.otherwise : named?.naming);
}

function names({ isGateway }: VpcEndpoint, naming: Naming | undefined) {
  return naming !== undefined && !(isGateway && naming === 'account');
}
