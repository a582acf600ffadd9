import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type { IamServiceAccountSpec } from '../../../model/types';
import type { GuardrailLimits, Guardrails } from '../../../model/config';
import { absent, found } from '../../../model/observation';
import {
  configWith,
  guardrailsBroken,
} from '../../../__testUtils__/guardrails';
import { CLUSTER, observedWith } from '../../../__testUtils__/observed';
import { specOf } from '../../../__testUtils__/specs';
import { checkReadPolicies } from './guardrails';

const NO_LIMITS: GuardrailLimits = {
  deniedActions: [],
  deniedWildcards: { services: [], resources: [] },
  requiredTags: [],
  namePrefixes: [],
};
const allowing = (Action: string): Partial<IamServiceAccountSpec> => ({
  grants: [],
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
  },
});

it.each<
  [
    rule: string,
    limits: Partial<GuardrailLimits>,
    spec: Partial<IamServiceAccountSpec>,
  ]
>([
  ['tags.team required-tag', { requiredTags: [{ key: 'team' }] }, { tags: {} }],
  ['name name-prefix', { namePrefixes: [{ prefix: 'pay-' }] }, {}],
  [
    'tokenExpirationSeconds seconds-range',
    { tokenExpirationSeconds: { min: 600, max: 3600 } },
    { tokenExpirationSeconds: 86_400 },
  ],
  [
    'maxSessionDurationSeconds seconds-range',
    { maxSessionDurationSeconds: { min: 3600, max: 7200 } },
    { maxSessionDurationSeconds: 43_200 },
  ],
  [
    'managedPolicyArns[0] managed-policy-allowed',
    { managedPolicyArns: [] },
    { managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] },
  ],
  [
    'policyDocument denied-actions',
    { deniedActions: ['s3:DeleteBucket'] },
    allowing('s3:DeleteBucket'),
  ],
  [
    'policyDocument denied-wildcards',
    { deniedWildcards: { services: ['s3'], resources: [] } },
    allowing('s3:*'),
  ],
  [
    'policyDocument maximum-permissions',
    {
      maximumPermissions: {
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action: 'sqs:*', Resource: '*' },
      },
    },
    allowing('s3:GetObject'),
  ],
])(
  '%s is only a warning in report-only mode, and refused when enforced',
  async (rule, limits, spec) => {
    const reported = await guardrailsBroken(
      { reportOnly: { ...NO_LIMITS, ...limits } },
      spec,
    );
    expect(reported.rules).toEqual([]);
    expect(reported.warnings).toEqual([
      expect.stringContaining(`${rule}: Report-only: `),
    ]);
    const enforced = await guardrailsBroken(limits, spec);
    expect(enforced.rules).toEqual([rule]);
    expect(enforced.warnings).toEqual([]);
  },
);

it.each<[string, Partial<Guardrails>, Partial<IamServiceAccountSpec>, string]>([
  [
    'a denied action that is enforced',
    { deniedActions: ['s3:DeleteBucket'] },
    allowing('s3:DeleteBucket'),
    'policyDocument denied-actions',
  ],
  [
    'a feature that is switched off',
    { allow: ['no-boundary'] },
    allowing('s3:GetObject'),
    'policyDocument switched-off',
  ],
  [
    'a missing boundary',
    { allow: [] },
    {},
    'permissionsBoundaryArn permissions-boundary-missing',
  ],
  [
    'a reserved namespace',
    {
      reserved: {
        namespaces: ['production'],
        serviceAccounts: [],
        roles: [],
        tagKeys: [],
      },
    },
    {},
    'namespace reserved-namespace',
  ],
  [
    'an audience that is not allowed',
    {},
    { audience: 'https://kubernetes.default.svc' },
    'audience audience-allowed',
  ],
])('report-only does not permit %s', async (_, guardrails, spec, rule) => {
  const { rules, warnings } = await guardrailsBroken(
    {
      ...guardrails,
      reportOnly: { ...NO_LIMITS, deniedActions: ['sns:*'] },
    },
    spec,
  );
  expect(rules).toEqual([rule]);
  expect(warnings).toEqual([]);
});

it('warns about managed policies in report-only mode', async () => {
  const arn = 'arn:aws:iam::111122223333:policy/teams/cleaner';
  const document = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow' as const, Action: 's3:DeleteBucket', Resource: '*' },
    ],
  };
  const observed = observedWith({
    wantedPolicies: {
      [arn]: found({
        arn,
        document: { text: JSON.stringify(document), document, errors: [] },
        tags: {},
        path: '/teams/',
        defaultVersionId: 'v1',
        versions: [],
      } as never),
    },
    role: absent(),
  });
  const judged = checkReadPolicies(
    specOf({ grants: [], managedPolicyArns: [arn] }),
    observed,
    {
      config: configWith({
        reportOnly: { ...NO_LIMITS, deniedActions: ['s3:DeleteBucket'] },
      }),
      cluster: CLUSTER,
      catalogue: await loadCatalogue(),
    },
  );
  expect(judged.violations).toEqual([]);
  expect(judged.warnings).toEqual([
    expect.objectContaining({
      field: 'managedPolicyArns[0]',
      rule: 'denied-actions',
      message: expect.stringMatching(/^Report-only: /),
    }),
  ]);
});
