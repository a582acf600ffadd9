import { addOidcProvider } from '../iam';
import { findService, setTrust } from '../service';
import type { Fault } from './fault';

/** Provider and trust policy name the cluster's issuer by its dual-stack host, which no token carries. */
export const dualStackIssuer: Fault = {
  number: 51,
  plant(ref, world) {
    const service = findService(world, ref);
    const { region, issuer } = service.cluster;
    const { arn, url } = addOidcProvider(
      service.account,
      issuer.replace(
        `oidc.eks.${region}.amazonaws.com`,
        `oidc-eks.${region}.api.aws`,
      ),
      world.now(),
    );
    setTrust(service, { provider: arn, keyPrefix: url });
  },
};
