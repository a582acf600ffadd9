import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import {
  DefaultAwsCredentialsManager,
  type AwsCredentialsManager,
} from '@backstage/integration-aws-node';

/**
 * The source of the backend's AWS credentials, by account. Defaults to the standard `aws` section of the configuration.
 *
 * @public
 */
export const awsCredentialsServiceRef = createServiceRef<AwsCredentialsManager>(
  {
    id: 'irsa.aws-credentials',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: { config: coreServices.rootConfig },
        factory: ({ config }) =>
          DefaultAwsCredentialsManager.fromConfig(config),
      }),
  },
);
