import { findService, setTrust } from '../service';
import type { Fault } from './fault';

export const arnPrefixedKey: Fault = {
  number: 5,
  plant(ref, world) {
    const service = findService(world, ref);
    const { partition, id } = service.account;
    const prefix = `arn:${partition}:iam::${id}:oidc-provider/`;
    const issuer = service.cluster.issuer.replace('https://', '');
    setTrust(service, { keyPrefix: `${prefix}${issuer}` });
  },
};
