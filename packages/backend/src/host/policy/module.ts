import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { HostPolicy } from './HostPolicy';

/** Installs the permission policy of this host. */
export const hostPolicyModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'host-policy',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
      },
      async init({ config, policy }) {
        const groups = (name: string) =>
          (config.getOptionalStringArray(`host.policy.${name}`) ?? []).map(
            ref => ref.toLocaleLowerCase('en-US'),
          );
        policy.setPolicy(
          new HostPolicy({
            administrators: groups('administrators'),
            developers: groups('developers'),
            auditors: groups('auditors'),
          }),
        );
      },
    });
  },
});
