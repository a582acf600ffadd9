import { Memberships } from '../authorization/Memberships';
import { registerPermissions } from '../authorization/permissionRules/register';
import { RequestLimitStore } from '../authorization/RequestLimitStore';
import { ReadableStore } from '../authorization/ReadableStore';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import { Access } from '../authorization/Access';
import { Authorizer } from '../authorization/Authorizer';
import { Readers } from '../authorization/Readers';
import { RequestLimits } from '../authorization/RequestLimits';
import { Resources } from '../authorization/Resources';
import { SpecAuthorizer } from '../authorization/SpecAuthorizer';
import type { ServiceOptions } from './ServiceOptions';

/** The services that decide who may do what. */
export type Authorization = ReturnType<typeof createAuthorization>;

/** Creates the services that decide who may do what. */
export function createAuthorization(
  options: ServiceOptions,
  store: ServiceAccountStore,
) {
  const { auth, catalog, config, knex, userInfo } = options;
  const memberships = new Memberships({ auth, catalog, userInfo, config });
  const access = new Access({
    auth,
    catalog,
    userInfo,
    memberships,
    config,
    store,
  });
  const resources = new Resources({ auth, catalog, config, store });
  const authorizer = new Authorizer({
    permissions: options.permissions,
    resources,
    ruleset: registerPermissions(options.permissionsRegistry, ids =>
      resources.load(ids),
    ),
  });
  const readableStore = new ReadableStore({ knex, store });
  const readers = new Readers({
    ...{ access, authorizer, config, memberships },
    store: readableStore,
  });
  const maxPerMinute = config.limits.requestsPerMinute;
  return {
    memberships,
    access,
    authorizer,
    readableStore,
    readers,
    requestLimits: new RequestLimits({
      maxPerMinute,
      store: new RequestLimitStore({ knex, maxPerMinute }),
    }),
    specs: new SpecAuthorizer({
      ...{ access, authorizer, readers, resources, store },
    }),
  };
}
