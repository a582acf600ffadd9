import { partitionOf } from '@backstage-irsa/core/arn';

/** How the SDK is told of the kind of endpoints, as its clients resolve it from the environment and the shared configuration. */
interface EndpointKind {
  useFipsEndpoint: () => Promise<boolean>;
  useDualstackEndpoint: () => Promise<boolean>;
}

/**
 * The endpoint of a service that is called without a client of the SDK.
 * Source: "Dual-stack and FIPS endpoints", AWS SDKs and Tools Reference Guide; the endpoint rules of KMS, Organizations and S3
 * Control in the SDK.
 */
export async function endpointOf(
  service: string,
  region: string,
  kind: EndpointKind,
): Promise<string> {
  const { dnsSuffix, dualStackDnsSuffix } = partitionOf(region);
  const fips = (await kind.useFipsEndpoint()) ? '-fips' : '';
  const name = `https://${service}${fips}`;
  if (!(await kind.useDualstackEndpoint())) {
    return `${name}.${region}.${dnsSuffix}`;
  }
  return service.endsWith('.s3-control')
    ? `${name}.dualstack.${region}.${dnsSuffix}`
    : `${name}.${region}.${dualStackDnsSuffix}`;
}
