import { oidcProviderArn } from '@backstage-irsa/core/arn';
import { isolateProvider } from '../otherAccount';
import { findRunningService } from '../service';
import type { Fault } from './fault';

export const noOidcProvider: Fault = {
  number: 1,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    const { account, cluster } = isolateProvider(world, service);
    account.oidcProviders.delete(
      oidcProviderArn(account.partition, account.id, cluster.issuer),
    );
  },
};
