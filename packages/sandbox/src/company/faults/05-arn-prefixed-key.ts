import { findService, setTrust } from '../service';
import type { Fault } from './fault';

export const arnPrefixedKey: Fault = {
  number: 5,
  name: 'arn-prefixed-key',
  title:
    "The condition keys of the trust policy begin with the provider's ARN instead of the issuer.",
  plant(ref, world) {
    const service = findService(world, ref);
    const { partition, id } = service.account;
    const prefix = `arn:${partition}:iam::${id}:oidc-provider/`;
    const issuer = service.cluster.issuer.replace('https://', '');
    setTrust(service, { keyPrefix: `${prefix}${issuer}` });
  },
};
