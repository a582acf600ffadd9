import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';
import type { Desired } from '../types';
import { changeStep, noneStep, type PlannedStep } from '../types';
import { MANAGED_BY, MANAGED_BY_KEY, PREFIX } from '../../model/annotations';

/** Plans the cluster's OIDC provider in the role's account, with the spec's audience among its client IDs. It serves the whole cluster. */
export function planOidcProvider(
  desired: Desired,
  observed: Observed,
): PlannedStep {
  const id = 'oidc-provider';
  const { providerArn: arn, audience, cluster, config, accountId } = desired;
  const target = { kind: 'oidc-provider' as const, name: arn };
  const present = valueOf(observed.oidcProvider);
  const object = `OIDC provider of ${config.name} in account ${accountId}`;
  if (!present) {
    return changeStep({
      id,
      action: 'create',
      target,
      verb: 'Create',
      object,
      diff: [
        { field: 'url', before: null, after: cluster.issuer },
        { field: 'clientIds', before: null, after: [audience] },
      ],
      effect: {
        type: 'create-oidc-provider',
        arn,
        url: cluster.issuer,
        clientId: audience,
        tags: {
          [MANAGED_BY_KEY]: MANAGED_BY,
          [`${PREFIX}cluster`]: config.name,
        },
      },
    });
  }
  if (!present.clientIds.includes(audience)) {
    return changeStep({
      id,
      action: 'update',
      target,
      verb: 'Update',
      object: `${object}: add audience ${audience}`,
      diff: [
        {
          field: 'clientIds',
          before: present.clientIds,
          after: [...present.clientIds, audience],
        },
      ],
      effect: { type: 'add-client-id', arn, clientId: audience },
    });
  }
  return noneStep(id, target, object);
}
