import type { Plants } from './types';
import { ISSUER_THUMBPRINT } from '../../aws/iam/oidcProviders';
import { addOidcProvider } from '../iam';
import { isolateProvider } from '../otherAccount';
import { FaultError, findRunningService, findService } from '../service';
import { oidcProviderArn } from '@backstage-irsa/core/arn';

/** Of a certificate that is gone. */
const OLD_THUMBPRINT = '990f4193972f2becf12ddeda5237f9c952f20d9e';

/** More than a caller that tries again makes in one go. */
const OUTAGES = 6;

/** Faults of the OIDC provider. */
export const oidcProviderFaults = {
  'no-oidc-provider'(ref, world) {
    const service = findRunningService(world, ref);
    const { account, cluster } = isolateProvider(world, service);
    account.oidcProviders.delete(
      oidcProviderArn(account.partition, account.id, cluster.issuer),
    );
  },
  /** AWS looks at the thumbprints of few issuers, so STS is told to do so for this role alone. */
  thumbprint(ref, world) {
    const { account, cluster, role } = findService(world, ref);
    const provider = account.oidcProviders.get(
      oidcProviderArn(account.partition, account.id, cluster.issuer),
    );
    if (!provider) {
      throw new FaultError(ref, 'there is no OIDC provider');
    }
    const isResolved = provider.thumbprints.includes(ISSUER_THUMBPRINT);
    const others = isResolved ? [] : provider.thumbprintChecks ?? [];
    provider.thumbprintChecks = new Set([...others, role.arn]);
    provider.thumbprints = [OLD_THUMBPRINT];
  },
  'keys-unreachable'(ref, world) {
    findService(world, ref).role.keyOutages = OUTAGES;
  },
  'client-id-missing'(ref, world) {
    const service = findRunningService(world, ref);
    const { account, cluster } = isolateProvider(world, service);
    const arn = oidcProviderArn(account.partition, account.id, cluster.issuer);
    const provider =
      account.oidcProviders.get(arn) ??
      addOidcProvider(account, cluster.issuer, world.now());
    provider.clientIds = ['kubernetes.default.svc'];
  },
} satisfies Plants;
