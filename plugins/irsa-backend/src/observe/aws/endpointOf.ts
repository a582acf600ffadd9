import { partitionOf } from '@backstage-irsa/core/arn';

/** Whether to use FIPS and dual-stack endpoints, as the SDK's clients resolve it from the environment and the shared configuration. */
interface EndpointKind {
  useFipsEndpoint: () => Promise<boolean>;
  useDualstackEndpoint: () => Promise<boolean>;
}

/** Services whose standard endpoints in GovCloud are FIPS endpoints. */
const FIPS_IN_GOVCLOUD = new Set([
  'dynamodb',
  'events',
  'kinesis',
  'organizations',
  'sns',
  'sqs',
]);

/**
 * Returns the endpoint of a service that is called without an SDK client.
 * Source: "Dual-stack and FIPS endpoints", AWS SDKs and Tools Reference Guide; the endpoint rules of the services in the SDK (3.1169).
 */
export async function endpointOf(
  service: string,
  region: string,
  kind: EndpointKind,
): Promise<string> {
  const isFips = await kind.useFipsEndpoint();
  const isDual = await kind.useDualstackEndpoint();
  const { id, dnsSuffix, dualStackDnsSuffix } = partitionOf(region);
  const isCommon =
    id === 'aws-us-gov' &&
    (FIPS_IN_GOVCLOUD.has(service) ||
      // In us-gov-east-1, Step Functions has a separate FIPS endpoint.
      (service === 'states' && region === 'us-gov-west-1')) &&
    (!isDual || service === 'events');
  const fips = isFips && !isCommon ? '-fips' : '';
  if (!isDual) {
    // Amazon ECR's documented FIPS endpoints. Source: "Amazon ECR endpoints and quotas", AWS General Reference.
    const isEcr =
      isFips && service === 'api.ecr' && ['aws', 'aws-us-gov'].includes(id);
    return `https://${isEcr ? 'ecr' : service}${fips}.${region}.${dnsSuffix}`;
  }
  if (service.endsWith('.s3-control')) {
    return `https://${service}${fips}.dualstack.${region}.${dnsSuffix}`;
  }
  // In these partitions, the standard endpoint of Secrets Manager is already dual-stack.
  const suffix =
    service === 'secretsmanager' && ['aws', 'aws-cn', 'aws-us-gov'].includes(id)
      ? dnsSuffix
      : dualStackDnsSuffix;
  const name = service === 'api.ecr' ? 'ecr' : service;
  return `https://${name}${fips}.${region}.${suffix}`;
}
