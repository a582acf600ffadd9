import { createHash } from 'node:crypto';
import { addOidcProvider } from '../iam';
import { findService, setTrust } from '../service';
import type { Fault } from './fault';

export const oldIssuer: Fault = {
  number: 2,
  plant(ref, world) {
    const service = findService(world, ref);
    const { cluster, account } = service;
    const id = createHash('sha256')
      .update(`${cluster.name} before it was made again`)
      .digest('hex')
      .slice(0, 32)
      .toUpperCase();
    const issuer = cluster.issuer.replace(/[^/]+$/, id);
    const { arn, url } = addOidcProvider(account, issuer, cluster.createdAt);
    setTrust(service, { provider: arn, keyPrefix: url });
  },
};
