import { partitionOf } from '@backstage-irsa/core/arn';

/** How the SDK is told of the kind of endpoints, as its clients resolve it from the environment and the shared configuration. */
interface EndpointKind {
  useFipsEndpoint: () => Promise<boolean>;
  useDualstackEndpoint: () => Promise<boolean>;
}

/** In GovCloud their common endpoints are those with FIPS. */
const FIPS_IN_GOVCLOUD = new Set([
  'dynamodb',
  'events',
  'organizations',
  'sns',
  'sqs',
]);

/**
 * The endpoint of a service that is called without a client of the SDK.
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
    FIPS_IN_GOVCLOUD.has(service) &&
    (!isDual || service === 'events');
  const fips = isFips && !isCommon ? '-fips' : '';
  if (!isDual) return `https://${service}${fips}.${region}.${dnsSuffix}`;
  if (service.endsWith('.s3-control')) {
    return `https://${service}${fips}.dualstack.${region}.${dnsSuffix}`;
  }
  // Its one endpoint is dual-stack there.
  const suffix =
    service === 'secretsmanager' && ['aws', 'aws-cn', 'aws-us-gov'].includes(id)
      ? dnsSuffix
      : dualStackDnsSuffix;
  const name = service === 'api.ecr' ? 'ecr' : service;
  return `https://${name}${fips}.${region}.${suffix}`;
}
