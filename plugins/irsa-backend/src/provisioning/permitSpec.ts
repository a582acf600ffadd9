import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  irsaAdoptPermission,
  irsaServiceAccountCreatePermission,
  irsaServiceAccountUpdatePermission,
  type IrsaServiceAccountPermission,
} from '@backstage-irsa/plugin-irsa-common';
import {
  type IamServiceAccountSpec,
  serviceAccountId,
} from '@backstage-irsa/core/model';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import type { Access, Ownership } from '../authorization/Access';
import type { Permits } from '../authorization/Permits';
import type { Resources } from '../authorization/Resources';
import { requireReadable } from '@backstage-irsa/core/planning';

interface Services {
  access: Access;
  permits: Permits;
  resources: Resources;
  store: ServiceAccountStore;
}

/**
 * Who owns what a spec asks for, once the caller has every permission for it: as it is recorded, and as it is to become.
 *
 * @throws NotAllowedError; InputError - when it is too large to be looked at.
 */
export async function permitSpec(
  { access, permits, resources, store }: Services,
  spec: IamServiceAccountSpec,
  credentials: BackstageCredentials,
  permissions: IrsaServiceAccountPermission[],
): Promise<Ownership> {
  const granted = await permits.of(credentials, permissions);
  requireReadable(spec);
  const ownership = await access.ownership(spec, credentials);
  // Without an owner the spec breaks a rule, which says more than a refusal, and nothing is read or written for it.
  if (ownership.owner === undefined) return ownership;
  const recorded = await store.get(serviceAccountId(spec));
  const target = resources.target(spec, ownership);
  for (const permit of granted) {
    permit.requireFor(target);
    if (recorded?.owner) await permit.require(recorded);
  }
  return ownership;
}

/**
 * Who owns what a spec asks for, once the caller has every permission to apply it: to create or to change, and to take over where that is asked.
 *
 * @throws NotAllowedError
 */
export async function permitApply(
  services: Services,
  spec: IamServiceAccountSpec,
  credentials: BackstageCredentials,
): Promise<Ownership> {
  const recorded = await services.store.get(serviceAccountId(spec));
  return permitSpec(services, spec, credentials, [
    recorded?.owner
      ? irsaServiceAccountUpdatePermission
      : irsaServiceAccountCreatePermission,
    ...(spec.adopt ? [irsaAdoptPermission] : []),
  ]);
}
