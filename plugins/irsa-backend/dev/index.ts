import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';

// The plugin alone, with `user:default/mock` signed in: `yarn start`. It reads `irsa`, `aws` and `kubernetes` from the root's configuration;
// `npm run sandbox` in the root gives it an AWS and two clusters.
//   curl http://localhost:7007/api/irsa/v1/clusters
const backend = createBackend();
backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());
backend.add(mockServices.userInfo.factory());
backend.add(
  catalogServiceMock.factory({
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name: 'orders',
          annotations: {
            'backstage-irsa.dev/service-account':
              'prod-eu/production/orders-api',
          },
        },
        spec: { type: 'service', lifecycle: 'production', owner: 'guests' },
      },
    ],
  }),
);
backend.add(import('../src'));
backend.start();
