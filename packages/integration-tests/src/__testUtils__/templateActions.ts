import {
  createBackendPlugin,
  type BackendFeature,
  type BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  scaffolderActionsExtensionPoint,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject } from '@backstage/types';
import scaffolderModule from '@backstage-irsa/plugin-scaffolder-backend-module-irsa';

/** Returns the template actions, and a function that runs one on behalf of a task's initiator, by default the mocked user. */
export function templateActions() {
  const actions = new Map<string, TemplateAction>();
  const scaffolder = createBackendPlugin({
    pluginId: 'scaffolder',
    register(env) {
      env.registerExtensionPoint(scaffolderActionsExtensionPoint, {
        addActions: (...added) =>
          added.forEach(action => actions.set(action.id, action)),
      });
      env.registerInit({ deps: {}, init: async () => {} });
    },
  });
  return {
    features: [scaffolder, scaffolderModule] as BackendFeature[],
    actions,
    /** Runs an action. Returns its output. */
    async run(
      id: string,
      asked: object,
      initiator: BackstageCredentials = mockCredentials.user(),
    ): Promise<Record<string, unknown>> {
      const action = actions.get(id)!;
      const input: JsonObject = JSON.parse(JSON.stringify(asked));
      const unknown = Object.keys(input).filter(
        key => !action.schema?.input?.properties?.[key],
      );
      // The scaffolder accepts no other inputs.
      if (unknown.length > 0) throw new Error(`${id} has no ${unknown}`);
      const output: Record<string, unknown> = {};
      await action.handler({
        ...createMockActionContext({ input }),
        output: (name: string, value: unknown) => {
          output[name] = value;
        },
        getInitiatorCredentials: async () => initiator,
      });
      return output;
    },
  };
}
