import { createBackend } from '@backstage/backend-defaults';
import { hostDevelopmentFeatures } from './host/development/features';
import { hostPolicyModule } from './host/policy/module';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-aws-alb-provider'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-github'));
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-techdocs-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

backend.add(import('@backstage-irsa/plugin-irsa-backend'));
backend.add(import('@backstage-irsa/plugin-catalog-backend-module-irsa'));
backend.add(import('@backstage-irsa/plugin-scaffolder-backend-module-irsa'));
backend.add(import('@backstage-irsa/plugin-search-backend-module-irsa'));

backend.add(hostPolicyModule);
backend.add(hostDevelopmentFeatures);

backend.start();
