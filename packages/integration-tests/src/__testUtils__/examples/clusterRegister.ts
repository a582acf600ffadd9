import { createBackendModule } from '@backstage/backend-plugin-api';
import { irsaDiscoveryExtensionPoint } from '@backstage-irsa/plugin-irsa-node';

export default createBackendModule({
  pluginId: 'irsa',
  moduleId: 'cluster-register',
  register(env) {
    env.registerInit({
      deps: { discovery: irsaDiscoveryExtensionPoint },
      async init({ discovery }) {
        discovery.addClusterSupplier({
          id: 'cluster-register',
          async discover() {
            return [
              {
                place: 'register',
                accounts: ['111122223333'],
                clusters: [
                  {
                    name: 'shop',
                    eksName: 'shop-blue',
                    accountId: '111122223333',
                    region: 'eu-west-1',
                  },
                ],
              },
            ];
          },
        });
      },
    });
  },
});
