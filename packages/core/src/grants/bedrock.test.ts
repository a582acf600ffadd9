import { bedrock } from './bedrock';

const CONTEXT = {
  partition: 'aws',
  region: 'eu-west-1',
  accountId: '111122223333',
};
const ACTIONS = [
  'bedrock:InvokeModel',
  'bedrock:InvokeModelWithResponseStream',
];
const invoke = (resource: string) =>
  bedrock.access.invoke.statements(resource, CONTEXT);

it('allows a model of the region', () => {
  expect(invoke('amazon.titan-text-express-v1')).toEqual([
    {
      Effect: 'Allow',
      Action: ACTIONS,
      Resource:
        'arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-text-express-v1',
    },
  ]);
});

it.each([
  [
    'eu.anthropic.claude-3-5-sonnet-20241022-v2:0',
    'anthropic.claude-3-5-sonnet-20241022-v2:0',
  ],
  ['us-gov.amazon.nova-pro-v1:0', 'amazon.nova-pro-v1:0'],
  ['global.deepseek.v3.2', 'deepseek.v3.2'],
])(
  'allows the inference profile %s, and its model in each region only through the profile',
  (profile, model) => {
    const arn = `arn:aws:bedrock:eu-west-1:111122223333:inference-profile/${profile}`;
    expect(bedrock.checkResource(profile)).toBeUndefined();
    expect(invoke(profile)).toEqual([
      { Effect: 'Allow', Action: ACTIONS, Resource: arn },
      {
        Effect: 'Allow',
        Action: ACTIONS,
        Resource: `arn:aws:bedrock:*::foundation-model/${model}`,
        Condition: { StringEquals: { 'bedrock:InferenceProfileArn': arn } },
      },
    ]);
  },
);

it.each(['eu.anthropic', 'moon.anthropic.claude.3.5.sonnet', 'eu.*.claude'])(
  'rejects %s',
  resource => {
    expect(bedrock.checkResource(resource)).toMatchObject({ rule: 'model-id' });
  },
);
