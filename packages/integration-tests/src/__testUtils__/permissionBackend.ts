import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  type BackendFeature,
  type HttpAuthService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import permissionBackend from '@backstage/plugin-permission-backend';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';

/** The plugin that calls each of the two on behalf of a user. */
const ASKING: Record<string, string> = {
  permission: 'plugin:irsa',
  irsa: 'plugin:permission',
};

/** The path that the permission backend calls for resource permissions. On other paths, users call in their own session. */
const ASKED_BY_PERMISSIONS = '/.well-known/backstage/permissions/';

/**
 * A real on-behalf-of token names the calling plugin, which the permission framework requires for requests in both directions. The mocked token omits
 * it.
 */
const httpAuth = createServiceFactory({
  service: coreServices.httpAuth,
  deps: { plugin: coreServices.pluginMetadata },
  factory({ plugin }) {
    const mocked = mockServices.httpAuth({ pluginId: plugin.getId() });
    const credentials: HttpAuthService['credentials'] = async (...args) => {
      const found = await mocked.credentials(...args);
      const subject = ASKING[plugin.getId()];
      const [{ originalUrl }] = args;
      const isOwnSession =
        plugin.getId() === 'irsa' &&
        !originalUrl.includes(ASKED_BY_PERMISSIONS);
      if (!subject || isOwnSession) return found;
      const actor = { type: 'service', subject };
      const principal = Object.assign({}, found.principal, { actor });
      return Object.assign({}, found, { principal });
    };
    return { credentials, issueUserCookie: mocked.issueUserCookie };
  },
});

/** Returns Backstage's own permission backend with a policy. The configuration must contain `permission.enabled: true`. */
export function permissionsBy(policy: PermissionPolicy): BackendFeature[] {
  const module = createBackendModule({
    pluginId: 'permission',
    moduleId: 'policy-of-the-test',
    register(env) {
      env.registerInit({
        deps: { extension: policyExtensionPoint },
        init: async ({ extension }) => extension.setPolicy(policy),
      });
    },
  });
  return [permissionBackend, module, httpAuth];
}
