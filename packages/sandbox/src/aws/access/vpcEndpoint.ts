import type {
  EvaluationRequest,
  RequestContext,
} from '@backstage-irsa/iam-policy';
import type { Cluster, VpcEndpoint } from '../../state/cluster';
import type { Access } from '../../state/calls';
import type { OperationContext } from '../operation';
import { namedPolicy } from './policies';

/** The endpoint that a request goes through, and the condition keys that say so. */
export interface Through {
  vpcEndpoint?: EvaluationRequest['vpcEndpoint'];
  context: RequestContext;
}

/**
 * What pods call goes through the endpoint of their VPC for the service. All clients reach the sandbox at one address, so that requests are known to be
 * of pods by their credentials alone. What a service calls in the name of its caller goes through none.
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

/** Names are resolved before packets are routed, so that an interface endpoint goes first. */
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
