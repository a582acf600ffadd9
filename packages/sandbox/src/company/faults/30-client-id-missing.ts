import { oidcProviderArn } from '@backstage-irsa/core/arn';
import { addOidcProvider } from '../iam';
import { isolateProvider } from '../otherAccount';
import { findRunningService } from '../service';
import type { Fault } from './fault';

export const clientIdMissing: Fault = {
  number: 30,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    const { account, cluster } = isolateProvider(world, service);
    const arn = oidcProviderArn(account.partition, account.id, cluster.issuer);
    const provider =
      account.oidcProviders.get(arn) ??
      addOidcProvider(account, cluster.issuer, world.now());
    provider.clientIds = ['kubernetes.default.svc'];
  },
};
