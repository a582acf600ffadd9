import type { Statement } from '@backstage-irsa/iam-policy';
import { found, type Observation } from '../model/observation';
import type {
  ObservedVpcEndpoint,
  VpcEndpoints,
} from '../permissions/vpcEndpoints';

/** The endpoints of a VPC in eu-west-1. */
export function vpcEndpoints(
  ...endpoints: ObservedVpcEndpoint[]
): Observation<VpcEndpoints> {
  return found({ vpcId: 'vpc-1', region: 'eu-west-1', endpoints });
}

/** A VPC without any. */
export const NO_ENDPOINTS = vpcEndpoints();

/** An interface endpoint for SQS, with changes. */
export function endpointWith(
  statements: Statement[],
  change: Partial<ObservedVpcEndpoint> = {},
): ObservedVpcEndpoint {
  return {
    ...{ id: 'vpce-1', type: 'Interface', service: 'sqs' },
    policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
    ...change,
  };
}
