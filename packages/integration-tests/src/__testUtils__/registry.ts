import {
  createServiceFactory,
  type BackendFeature,
  type BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockCredentials } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import type { JsonObject } from '@backstage/types';

/** An actions registry, and how the mocked user, or who is given, invokes an action of it. */
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
