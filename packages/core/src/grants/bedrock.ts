import type { Statement } from '@backstage-irsa/iam-policy';
import { allow } from './utils/allow';
import { arnOf } from './utils/arnOf';
import { namedBy } from './utils/resourceName';
import type { GrantContext, GrantDefinition } from './types';

const ACTIONS = [
  'bedrock:InvokeModel',
  'bedrock:InvokeModelWithResponseStream',
];

/** The prefixes of inference profiles, which call a model in several regions. No provider of models has such a name. */
const PREFIX = '(?:us|us-gov|eu|apac|au|ca|jp|global)\\.';
const PROFILE = new RegExp(`^${PREFIX}`);
const MODEL =
  '[a-z0-9-]{1,63}\\.[A-Za-z0-9-]{1,63}(?:[.:]?[A-Za-z0-9-]{1,63}){0,2}';

/** ARNs of foundation models contain no account. */
function modelArn(model: string, context: GrantContext): string {
  return arnOf(
    'bedrock',
    { ...context, accountId: '' },
    `foundation-model/${model}`,
  );
}

/**
 * A call through an inference profile needs the profile and the model in every region to which the profile can send the call.
 *
 * Source: "Prerequisites for inference profiles", Amazon Bedrock User Guide.
 */
function profileStatements(
  profile: string,
  context: GrantContext,
): Statement[] {
  const arn = arnOf('bedrock', context, `inference-profile/${profile}`);
  const model = profile.replace(PROFILE, '');
  return [
    allow(ACTIONS, arn),
    allow(ACTIONS, modelArn(model, { ...context, region: '*' }), {
      StringEquals: { 'bedrock:InferenceProfileArn': arn },
    }),
  ];
}

/** Access to call one Bedrock foundation model, in the region of the role or through an inference profile. */
export const bedrock: GrantDefinition = {
  service: 'bedrock',
  title: 'Bedrock',
  resourceLabel: 'model ID or inference profile ID',
  // Source: "FoundationModelSummary" and "InferenceProfileSummary", Amazon Bedrock API Reference.
  checkResource: namedBy(new RegExp(`^(?:${PREFIX})?(?!${PREFIX})${MODEL}$`), {
    rule: 'model-id',
    noun: 'Model',
    says: 'the ID of a foundation model, such as amazon.titan-text-express-v1, or of an inference profile, such as eu.amazon.nova-pro-v1:0',
  }),
  access: {
    invoke: {
      description: 'call the model',
      statements: (resource, context) =>
        PROFILE.test(resource)
          ? profileStatements(resource, context)
          : [allow(ACTIONS, modelArn(resource, context))],
    },
  },
};
