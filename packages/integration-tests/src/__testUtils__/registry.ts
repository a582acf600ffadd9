import {
  createServiceFactory,
  type BackendFeature,
  type BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockCredentials } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import type { JsonObject } from '@backstage/types';

/** Returns an actions registry, and a function that invokes its actions as the mocked user or another one. */
export function actionsRegistry() {
  const registry = actionsRegistryServiceMock();
  const feature: BackendFeature = createServiceFactory({
    service: actionsRegistryServiceRef,
    deps: {},
    factory: () => registry,
  });
  return {
    registry,
    feature,
    async invoke(
      name: string,
      asked: object,
      credentials: BackstageCredentials = mockCredentials.user(),
    ): Promise<Record<string, any>> {
      const input: JsonObject = JSON.parse(JSON.stringify(asked));
      const { output } = await registry.invoke({
        id: `test:${name}`,
        input,
        credentials,
      });
      return output as Record<string, any>;
    },
  };
}
