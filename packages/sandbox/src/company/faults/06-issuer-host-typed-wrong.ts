import { findService, setTrust } from '../service';
import type { Fault } from './fault';

export const issuerHostTypedWrong: Fault = {
  number: 6,
  plant(ref, world) {
    const service = findService(world, ref);
    const { region, issuer } = service.cluster;
    setTrust(service, {
      keyPrefix: issuer
        .replace('https://', '')
        .replace(`oidc.eks.${region}`, `oidc.${region}.eks`),
    });
  },
};
