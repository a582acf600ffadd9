import type {
  ActionContext,
  TemplateAction,
  TemplateExample,
} from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';

/** Returns the input of the example's only step. */
export function inputOf(example: TemplateExample) {
  return parse(example.example).steps[0].input;
}

/** Runs an action. Returns the log as lines of level and message, the outputs, and the error, if any. */
export async function runAction<I extends JsonObject, O extends JsonObject>(
  action: TemplateAction<I, O>,
  input: I,
  context: Partial<
    Pick<
      ActionContext<I, O>,
      'isDryRun' | 'checkpoint' | 'signal' | 'workspacePath'
    >
  > = {},
) {
  const log: string[] = [];
  const output: Record<string, unknown> = {};
  const logger = mockServices.logger.mock({
    info: (message: string) => log.push(`info ${message}`),
    warn: (message: string) => log.push(`warn ${message}`),
    error: (message: string) => log.push(`error ${message}`),
  });
  const mock = createMockActionContext<I, O>({ input });
  const error: unknown = await action
    .handler({
      ...mock,
      ...context,
      logger,
      output: (name, value) => {
        output[String(name)] = value;
      },
    })
    .then(
      () => undefined,
      reason => reason,
    );
  return {
    log,
    output,
    error,
    credentials: await mock.getInitiatorCredentials(),
  };
}
