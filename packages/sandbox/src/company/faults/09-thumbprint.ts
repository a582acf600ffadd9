import { oidcProviderArn } from '@backstage-irsa/core/arn';
import { ISSUER_THUMBPRINT } from '../../aws/iam/oidcProviders';
import { FaultError, findService } from '../service';
import type { Fault } from './fault';

/** Of a certificate that is gone. */
const OLD_THUMBPRINT = '990f4193972f2becf12ddeda5237f9c952f20d9e';

/** AWS looks at the thumbprints of few issuers, so STS is told to do so for this role alone. */
export const thumbprint: Fault = {
  number: 9,
  plant(ref, world) {
    const { account, cluster, role } = findService(world, ref);
    const provider = account.oidcProviders.get(
      oidcProviderArn(account.partition, account.id, cluster.issuer),
    );
    if (!provider) {
      throw new FaultError(ref, 'there is no OIDC provider');
    }
    const isMended = provider.thumbprints.includes(ISSUER_THUMBPRINT);
    const others = isMended ? [] : provider.thumbprintChecks ?? [];
    provider.thumbprintChecks = new Set([...others, role.arn]);
    provider.thumbprints = [OLD_THUMBPRINT];
  },
};
