import { ExpandedPolicies, matchPattern } from '@backstage-irsa/iam-policy';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import { guardrailsBroken } from '../../../__testUtils__/guardrails';
import { grantDefinitions } from '../../../grants';
import type { RulesConfig } from '../../../model/config';
import { DEFAULT_DENIED_ACTIONS } from './defaultDeniedActions';

/** A rule that lets services access another account. */
const REACHING: Partial<RulesConfig> = {
  namespaceRules: [
    {
      owners: ['group:default/team'],
      clusters: ['*'],
      namespaces: ['*'],
      resources: ['*'],
      accounts: ['111122223333', '444455556666'],
    },
  ],
};
/** Actions of the level "Permissions management" that give no access to resources of others. */
const HARMLESS = [
  'appsync:SetWebACL',
  'datazone:RevokeSubscription',
  'entityresolution:UseIdNamespace',
  'entityresolution:UseWorkflow',
  'glue:BatchGetStageFiles',
  'glue:DeregisterDataPreview',
  'glue:ManagedConnector',
  'glue:RequestLogParsing',
  'glue:RunDataPreviewStatement',
  'glue:SendRecipeAction',
  'glue:UseGlueStudio',
  'managedblockchain:GET',
  'managedblockchain:Invoke',
  'managedblockchain:POST',
  'opsworks:UpdateUserProfile',
  'ses:ApplyTrackingConfigurationOverrides',
  'vpc-lattice:AssociateViaAWSService',
  'vpc-lattice:AssociateViaAWSService-EventsAndStates',
  'vpc-lattice:CreateServiceNetworkVpcEndpointAssociation',
];

describe('the default denied actions', () => {
  const guardrails = { deniedActions: [...DEFAULT_DENIED_ACTIONS] };

  it('contain only existing actions, without duplicates', async () => {
    const catalogue = await loadCatalogue();
    for (const pattern of DEFAULT_DENIED_ACTIONS) {
      const expanded = new ExpandedPolicies(
        [
          {
            name: pattern,
            document: {
              Version: '2012-10-17',
              Statement: { Effect: 'Allow', Action: pattern, Resource: '*' },
            },
          },
        ],
        { catalogue },
      );
      expect([pattern, expanded.actions().length > 0]).toEqual([pattern, true]);
    }
    expect(new Set(DEFAULT_DENIED_ACTIONS).size).toBe(
      DEFAULT_DENIED_ACTIONS.length,
    );
  });

  it('contain all actions that give permissions and cannot be limited to a resource, except harmless ones', async () => {
    const catalogue = await loadCatalogue();
    const patterns = DEFAULT_DENIED_ACTIONS.map(each => each.toLowerCase());
    const left = catalogue
      .prefixes()
      .flatMap(prefix =>
        (catalogue.service(prefix)?.actions ?? [])
          .filter(
            ({ level, resources }) =>
              level === 'Permissions management' && resources?.length === 0,
          )
          .map(({ name }) => `${prefix}:${name}`),
      )
      .filter(
        action =>
          !patterns.some(each => matchPattern(each, action.toLowerCase())),
      );
    expect(left.filter(action => !/:(Get|List)/.test(action))).toEqual(
      HARMLESS,
    );
  });

  it.each([
    'iam:PassRole',
    'sts:AssumeRoot',
    'sso:CreateAccountAssignment',
    'identitystore:CreateGroupMembership',
    'lambda:UpdateFunctionCode',
    'ssm:SendCommand',
    's3:PutBucketPolicy',
    'secretsmanager:PutResourcePolicy',
    'eks:CreateAccessEntry',
    'eks:CreatePodIdentityAssociation',
    'cloudtrail:StopLogging',
    'ram:CreateResourceShare',
    'ecr:PutReplicationConfiguration',
    'ec2:DisableSnapshotBlockPublicAccess',
    'securityhub:CreateAutomationRuleV2',
    'lambda:CreateEventSourceMapping',
    's3express:PutBucketPolicy',
    'guardduty:EnableOrganizationAdminAccount',
  ])('contain %s', async Action => {
    const { rules } = await guardrailsBroken(guardrails, {
      grants: [],
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
      },
    });
    expect(rules).toEqual(['policyDocument denied-actions']);
  });

  it('allow a pattern that matches no action and no entry of the list', async () => {
    const { rules } = await guardrailsBroken(guardrails, {
      grants: [],
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sqs:E*', Resource: '*' }],
      },
    });
    expect(rules).toEqual([]);
  });

  it('allow every grant', async () => {
    const samples = (service: string) =>
      [
        'uploads',
        'orders',
        'shop/orders',
        'Orders',
        'db-ABCDEFGHIJKL01234/orders',
        '1234abcd-12ab-34cd-56ef-1234567890ab',
        'anthropic.claude-v2',
        'arn:aws:iam::444455556666:role/shared/reports',
      ].filter(
        resource =>
          grantDefinitions.get(service)?.checkResource(resource) === undefined,
      );
    const grants = [...grantDefinitions].flatMap(([service, { access }]) =>
      Object.keys(access).map(level => ({
        service,
        access: level,
        resource: samples(service)[0],
      })),
    );
    for (const grant of grants) {
      expect([grant.service, grant.resource]).not.toContain(undefined);
      const { rules } = await guardrailsBroken(
        {
          ...guardrails,
          assumableRoles: ['arn:aws:iam::444455556666:role/shared/*'],
          deniedWildcards: { services: ['*'], resources: ['*'] },
        },
        { grants: [grant] },
        REACHING,
      );
      expect([grant, rules]).toEqual([grant, []]);
    }
  });
});
