import type {
  EvaluationRequest,
  RequestContext,
} from '@backstage-irsa/iam-policy';
import type { Cluster, VpcEndpoint } from '../../state/cluster';
import type { Access } from '../../state/calls';
import type { OperationContext } from '../operation';
import { namedPolicy } from './policies';

/** The VPC endpoint that a request goes through, and its condition keys. */
export interface Through {
  vpcEndpoint?: EvaluationRequest['vpcEndpoint'];
  context: RequestContext;
}

/**
 * Returns the VPC endpoint of a request. Calls of pods go through the endpoint of their VPC for the service. All clients reach the sandbox at one
 * address, so only the credentials show that a request comes from a pod. Calls that a service makes on behalf of its caller go through no endpoint.
 */
export function throughEndpoint(
  { caller, world, region }: OperationContext,
  { action, context = {} }: Access,
): Through {
  const cluster =
    caller.kind === 'session'
      ? world.clusters.get(caller.session.cluster ?? '')
      : undefined;
  const endpoint =
    cluster?.region === region && context['aws:ViaAWSService'] !== 'true'
      ? endpointFor(cluster, action)
      : undefined;
  if (!cluster || !endpoint) return { context: {} };
  return {
    vpcEndpoint: {
      policy: namedPolicy('VPC endpoint policy', endpoint.policy),
      isGateway: endpoint.type === 'Gateway',
    },
    context: {
      'aws:SourceVpce': endpoint.id,
      'aws:SourceVpc': cluster.vpc.id,
    },
  };
}

/** Returns the endpoint for an action. DNS resolution comes before routing, so an interface endpoint takes precedence. */
function endpointFor(
  { vpc, region }: Cluster,
  action: string,
): VpcEndpoint | undefined {
  const [prefix] = action.toLowerCase().split(':');
  const name = prefix === 'ecr' ? 'ecr.api' : prefix;
  const serving = vpc.endpoints.filter(
    ({ serviceName, state }) =>
      serviceName === `com.amazonaws.${region}.${name}` &&
      state === 'available',
  );
  return (
    serving.find(
      ({ privateDns, onlyForInboundResolver }) =>
        privateDns && !onlyForInboundResolver,
    ) ?? serving.find(({ routeTableIds = [] }) => routeTableIds.length > 0)
  );
}
