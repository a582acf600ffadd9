import { allow } from './utils/allow';
import { arnOf } from './utils/arnOf';
import { namedBy } from './utils/resourceName';
import type { GrantDefinition } from './types';

/** Access to call one Bedrock foundation model. */
export const bedrock: GrantDefinition = {
  service: 'bedrock',
  title: 'Bedrock',
  resourceLabel: 'model ID',
  // Source: "FoundationModelSummary", Amazon Bedrock API Reference.
  checkResource: namedBy(
    /^[a-z0-9-]{1,63}\.[A-Za-z0-9-]{1,63}([.:]?[A-Za-z0-9-]{1,63}){0,2}$/,
    {
      rule: 'model-id',
      noun: 'Model',
      says: 'the id of a foundation model, such as amazon.titan-text-express-v1',
    },
  ),
  access: {
    invoke: {
      description: 'call the model',
      statements: (model, context) => [
        allow(
          ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
          // ARNs of foundation models contain no account.
          arnOf(
            'bedrock',
            { ...context, accountId: '' },
            `foundation-model/${model}`,
          ),
        ),
      ],
    },
  },
};
