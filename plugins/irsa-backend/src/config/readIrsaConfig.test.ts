import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { DEFAULT_DENIED_ACTIONS } from '@backstage-irsa/core/planning';
import { readIrsaConfig } from './readIrsaConfig';

const CLUSTER = {
  name: 'prod-eu',
  accountId: '111122223333',
  region: 'eu-west-1',
  access: { type: 'in-cluster' },
};
const RULE = {
  owners: ['group:default/a'],
  clusters: ['*'],
  namespaces: ['*'],
};
const read = (irsa: JsonObject, rest: JsonObject = {}) =>
  readIrsaConfig(
    new ConfigReader({ irsa: { development: true, ...irsa }, ...rest }),
  );

describe('the irsa section', () => {
  it('has safe defaults when it is empty', () => {
    expect(readIrsaConfig(new ConfigReader({}))).toEqual({
      rolePath: '/irsa/',
      awsEndpoint: undefined,
      accountRoles: { byAccount: {} },
      discovery: { frequencyMs: 600_000, regions: [] },
      audit: { retentionDays: 400, readerGroups: [] },
      fleet: {},
      clusters: [],
      createNamespaces: false,
      createOidcProviders: false,
      namespaceRules: [],
      administrators: [],
      acceptanceGroups: [],
      writing: { mode: 'write', accounts: {} },
      approvals: [],
      breakGlassGroups: [],
      testAccounts: [],
      limits: {
        evaluation: {
          threads: 2,
          queue: 50,
          timeoutMs: 10_000,
          memoryMb: 256,
        },
        requestsPerMinute: 300,
        awsCallsPerMinute: 1500,
      },
      guardrails: {
        allow: [],
        permissionsBoundaries: {},
        deniedActions: DEFAULT_DENIED_ACTIONS,
        deniedWildcards: { services: [], resources: [] },
        requiredTags: [],
        namePrefixes: [],
        audiences: ['sts.amazonaws.com'],
        reserved: {
          namespaces: [],
          serviceAccounts: [],
          roles: [],
          tagKeys: [],
        },
      },
      liveProof: { enabled: true, maxPerMinute: 120 },
      scans: {
        enabled: true,
        here: true,
        frequencyMs: 600_000,
        timeoutMs: 900_000,
        historyDays: 90,
      },
      unusedAfterDays: 90,
      notifications: {
        enabled: true,
        digest: 'weekly',
        minimumSeverity: 'high',
        frequency: { minutes: 1 },
      },
      timeouts: { awsMs: 15_000, kubernetesMs: 15_000 },
    });
  });

  it('denies the default actions except those in deniedActionExceptions', () => {
    const deniedBy = (guardrails: JsonObject) =>
      read({ guardrails }).guardrails.deniedActions;
    expect(deniedBy({ deniedActions: ['dynamodb:DeleteTable'] })).toEqual([
      ...DEFAULT_DENIED_ACTIONS,
      'dynamodb:DeleteTable',
    ]);
    expect(deniedBy({ deniedActions: [] })).toEqual(DEFAULT_DENIED_ACTIONS);
    expect(
      deniedBy({ deniedActionExceptions: ['ssm:StartSession', 'iam:*'] }),
    ).toEqual(
      DEFAULT_DENIED_ACTIONS.filter(
        one => !['ssm:StartSession', 'iam:*'].includes(one),
      ),
    );
  });

  it('reads report-only guardrails in addition to enforced guardrails', () => {
    const { guardrails } = read({
      guardrails: {
        deniedActions: ['s3:Put*'],
        reportOnly: {
          deniedActions: ['s3:Delete*'],
          requiredTags: [{ key: 'team' }],
        },
      },
    });
    expect(guardrails.deniedActions).toEqual([
      ...DEFAULT_DENIED_ACTIONS,
      's3:Put*',
    ]);
    expect(guardrails.requiredTags).toEqual([]);
    expect(guardrails.reportOnly).toEqual({
      deniedActions: ['s3:Delete*'],
      deniedWildcards: { services: [], resources: [] },
      requiredTags: [{ key: 'team' }],
      namePrefixes: [],
    });
  });

  it.each([
    'allow',
    'permissionsBoundaries',
    'deniedActionExceptions',
    'audiences',
    'assumableRoles',
    'reserved',
    'reportOnly',
    'namespaceRules',
    'requiredTag',
  ])('rejects %s in report-only', key => {
    expect(() => read({ guardrails: { reportOnly: { [key]: {} } } })).toThrow(
      `irsa.guardrails.reportOnly.${key} is not a guardrail that supports report-only mode. Use deniedActions, `,
    );
  });

  it('reads the notification settings and rejects invalid values', () => {
    const { notifications } = read({
      notifications: {
        enabled: false,
        digest: 'none',
        minimumSeverity: 'low',
        frequency: { seconds: 5 },
      },
    });
    expect(notifications).toEqual({
      enabled: false,
      digest: 'none',
      minimumSeverity: 'low',
      frequency: { seconds: 5 },
    });
    expect(() => read({ notifications: { minimumSeverity: 'bad' } })).toThrow(
      'irsa.notifications.minimumSeverity is "bad": it must be one of low, medium, high, critical.',
    );
    expect(() => read({ notifications: { digest: 'hourly' } })).toThrow(
      'irsa.notifications.digest is "hourly": it must be one of none, daily, weekly.',
    );
  });

  it('uses the name as the EKS name, and requests no tokens by default', () => {
    const [cluster] = read({ clusters: [CLUSTER] }).clusters;
    expect(cluster.eksName).toBe('prod-eu');
    expect(cluster).not.toHaveProperty('tokenRequestAccess');
  });

  it('finds the IAM roles and ServiceAccounts that Backstage itself uses', () => {
    const payload = { sub: 'system:serviceaccount:backstage:irsa' };
    const token = `e30.${Buffer.from(JSON.stringify(payload)).toString(
      'base64url',
    )}.x`;
    const access = { type: 'service-account-token', url: 'https://x', token };
    const config = read(
      { clusters: [{ ...CLUSTER, access }] },
      { aws: { accounts: [{ accountId: '1', roleName: 'backstage' }] } },
    );
    expect(config.ownRoles).toEqual(['backstage']);
    expect(config.clusters[0].ownServiceAccounts).toEqual(['backstage/irsa']);
  });

  it('completes partial guardrail ranges with defaults', () => {
    const { guardrails } = read({
      guardrails: { tokenExpirationSeconds: { max: 3600 } },
    });
    expect(guardrails?.tokenExpirationSeconds).toEqual({ min: 600, max: 3600 });
    expect(guardrails?.maxSessionDurationSeconds).toBeUndefined();
    expect(guardrails?.managedPolicyArns).toBeUndefined();
  });

  it('normalizes rule owners to full entity references in lower case', () => {
    const { namespaceRules } = read({
      namespaceRules: [{ ...RULE, owners: ['Group:Payments'] }],
    });
    expect(namespaceRules[0].owners).toEqual(['group:default/payments']);
  });

  it('accepts ARN patterns as resources of a rule', () => {
    const resources = [
      '*',
      'arn:aws:s3:::{owner}-*',
      'arn:*:*:*:????????????:*/{owner}/*',
      'arn:aws:iam::aws:policy/*',
    ];
    const { namespaceRules } = read({
      namespaceRules: [{ ...RULE, resources }, RULE],
    });
    expect(namespaceRules.map(rule => rule.resources)).toEqual([
      resources,
      undefined,
    ]);
  });

  it.each([
    ['irsa.administrators[0]', { administrators: ['user:default/ann'] }],
    ['irsa.organization.accountId', { organization: { accountId: '1' } }],
    ['irsa.administrators[1]', { administrators: ['group:a', 'platform'] }],
    ['irsa.rolePath', { rolePath: 'irsa' }],
    ['irsa.rolePath', { rolePath: '/' }],
    ['irsa.aws.endpoint', { aws: { endpoint: 'nowhere' } }],
    ['irsa.clusters[0].name', { clusters: [{ ...CLUSTER, name: 'Prod/EU' }] }],
    [
      'irsa.clusters[0].accountId',
      { clusters: [{ ...CLUSTER, accountId: '1' }] },
    ],
    [
      'irsa.clusters[0].region',
      { clusters: [{ ...CLUSTER, region: 'europe' }] },
    ],
    ['irsa.clusters[1].name', { clusters: [CLUSTER, CLUSTER] }],
    [
      'irsa.clusters[0].access',
      { clusters: [{ ...CLUSTER, access: undefined }] },
    ],
    [
      'irsa.clusters[0].access.type',
      { clusters: [{ ...CLUSTER, access: { type: 'ssh' } }] },
    ],
    [
      'irsa.clusters[0].access.url',
      { clusters: [{ ...CLUSTER, access: { type: 'eks', url: 'http://x' } }] },
    ],
    [
      'token',
      {
        clusters: [
          {
            ...CLUSTER,
            access: { type: 'service-account-token', url: 'https://x' },
          },
        ],
      },
    ],
    [
      'irsa.namespaceRules[0].owners[0]',
      { namespaceRules: [{ ...RULE, owners: ['payments'] }] },
    ],
    [
      'irsa.namespaceRules[0].namespaces',
      { namespaceRules: [{ ...RULE, namespaces: [] }] },
    ],
    [
      'irsa.namespaceRules[0].accounts[0] is "1111-2222-3333"',
      { namespaceRules: [{ ...RULE, accounts: ['1111-2222-3333'] }] },
    ],
    [
      'irsa.namespaceRules[0].accounts is empty',
      { namespaceRules: [{ ...RULE, accounts: [] }] },
    ],
    ...[
      '**',
      'payments-*',
      'arn:aws:s3',
      'arn:aws:s3:::',
      'arn:aws:s3:::a b',
      'arn:aws:s3:::${aws:username}-*',
      'arn:aws:s3:::{team}-*',
      'arn:aws:sqs:*:{owner}:*',
      'ARN:aws:s3:::a',
      `arn:aws:s3:::${'a'.repeat(2048)}`,
    ].map((pattern): [string, JsonObject] => [
      'irsa.namespaceRules[0].resources[1]',
      { namespaceRules: [{ ...RULE, resources: ['*', pattern] }] },
    ]),
    [
      'irsa.guardrails.permissionsBoundaries',
      { guardrails: { permissionsBoundaries: { prod: 'x' } } },
    ],
    [
      'irsa.guardrails.permissionsBoundaries.111122223333',
      {
        guardrails: {
          permissionsBoundaries: {
            '111122223333': 'arn:aws:iam::444455556666:policy/b',
          },
        },
      },
    ],
    [
      'irsa.guardrails.assumableRoles[0]',
      { guardrails: { assumableRoles: ['arn:aws:iam::*:role/shared/*'] } },
    ],
    [
      'irsa.guardrails.deniedActionExceptions[0]',
      { guardrails: { deniedActionExceptions: ['iam:PassRole'] } },
    ],
    [
      'irsa.guardrails.allow[1]',
      { guardrails: { allow: ['adoption', 'everything'] } },
    ],
    ['irsa.guardrails.audiences[0]', { guardrails: { audiences: [' '] } }],
    [
      'irsa.guardrails.deniedActions[1]',
      { guardrails: { deniedActions: ['iam:*', 'iam'] } },
    ],
    [
      'irsa.guardrails.deniedWildcards.services[0]',
      { guardrails: { deniedWildcards: { services: ['S3:*'] } } },
    ],
    [
      'irsa.guardrails.maximumPermissions.Statement[0].Effect',
      {
        guardrails: {
          maximumPermissions: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Permit', Action: '*', Resource: '*' }],
          },
        },
      },
    ],
    [
      'irsa.guardrails.requiredTags[0].values',
      { guardrails: { requiredTags: [{ key: 'a', values: [] }] } },
    ],
    [
      'irsa.guardrails.namePrefixes[0].prefix',
      { guardrails: { namePrefixes: [{ prefix: 'a/b' }] } },
    ],
    [
      'irsa.guardrails.namePrefixes[0].owners[0]',
      { guardrails: { namePrefixes: [{ prefix: 'a', owners: ['team'] }] } },
    ],
    ...['accounts', 'owners'].map((list): [string, JsonObject] => [
      `irsa.guardrails.namePrefixes[0].${list} is empty`,
      { guardrails: { namePrefixes: [{ prefix: 'a', [list]: [] }] } },
    ]),
    [
      'irsa.guardrails.namePrefixes[0].accounts[0] is "1111-2222-3333"',
      {
        guardrails: {
          namePrefixes: [{ prefix: 'a', accounts: ['1111-2222-3333'] }],
        },
      },
    ],
    [
      'irsa.guardrails.tokenExpirationSeconds',
      { guardrails: { tokenExpirationSeconds: { min: 7200, max: 3600 } } },
    ],
    [
      'irsa.guardrails.maxSessionDurationSeconds',
      { guardrails: { maxSessionDurationSeconds: { max: 43_201 } } },
    ],
    [
      'irsa.guardrails.reportOnly.deniedActions[0]',
      { guardrails: { reportOnly: { deniedActions: ['iam'] } } },
    ],
    [
      'irsa.guardrails.reportOnly.requiredTags[0].values',
      {
        guardrails: {
          reportOnly: { requiredTags: [{ key: 'a', values: [] }] },
        },
      },
    ],
    ['irsa.scans.historyDays', { scans: { historyDays: 0 } }],
    ['irsa.audit.retentionDays', { audit: { retentionDays: 0 } }],
    [
      'irsa.audit.readerGroups[0]',
      { audit: { readerGroups: ['user:default/ada'] } },
    ],
    [
      'irsa.fleet.readerGroups[0]',
      { fleet: { readerGroups: ['user:default/ada'] } },
    ],
    ['irsa.audit.pseudonymSecret', { audit: { pseudonymSecret: 'too-short' } }],
    ['scans.frequency', { scans: { frequency: { seconds: 0 } } }],
    ['scans.timeout', { scans: { timeout: 'soon' } }],
    [
      'irsa.governance.unusedAfterDays',
      { governance: { unusedAfterDays: 1.5 } },
    ],
    [
      'irsa.governance.unusedAfterDays is 401',
      { governance: { unusedAfterDays: 401 } },
    ],
    ['irsa.liveProof.maxPerMinute', { liveProof: { maxPerMinute: 0 } }],
    [
      'irsa.limits.evaluation.threads',
      { limits: { evaluation: { threads: 0 } } },
    ],
    ['irsa.limits.requestsPerMinute', { limits: { requestsPerMinute: 1.5 } }],
    ['irsa.timeouts.awsMs', { timeouts: { awsMs: 1.5 } }],
    [
      'irsa.scans.historyDays is 36501: it must be a whole number from 1 to 36500.',
      { scans: { historyDays: 36_501 } },
    ],
    ['irsa.audit.retentionDays is 36501', { audit: { retentionDays: 36_501 } }],
    [
      'irsa.timeouts.kubernetesMs is 2147483648: it must be a whole number from 1 to 2147483647.',
      { timeouts: { kubernetesMs: 2_147_483_648 } },
    ],
    [
      'irsa.scans.timeout is 2592000000 ms: it must be from 1 second to 24 days.',
      { scans: { timeout: { days: 30 } } },
    ],
    [
      'irsa.discovery.frequency is 2592000000 ms',
      { discovery: { frequency: { days: 30 } } },
    ],
  ])('names the invalid key: %s', (key, irsa) => {
    expect(() => read(irsa as JsonObject)).toThrow(key);
  });
});

describe('access from the standard kubernetes section', () => {
  const access = (entry: JsonObject) =>
    read(
      { clusters: [{ ...CLUSTER, access: undefined as never }] },
      {
        kubernetes: {
          clusterLocatorMethods: [
            { type: 'gke' },
            {
              type: 'config',
              clusters: [
                { name: 'other', url: 'https://other', authProvider: 'aws' },
                { name: 'prod-eu', url: 'https://prod', ...entry },
              ],
            },
          ],
        },
      },
    ).clusters[0].access;

  it.each([
    [
      {
        authProvider: 'serviceAccount',
        serviceAccountToken: 't',
        caData: 'Y2E=',
      },
      {
        type: 'service-account-token',
        url: 'https://prod',
        ca: { data: 'Y2E=' },
        token: 't',
      },
    ],
    [{ authProvider: 'serviceAccount' }, { type: 'in-cluster' }],
    [
      { authProvider: 'aws', caFile: '/ca' },
      { type: 'eks', url: 'https://prod', ca: { file: '/ca' } },
    ],
    [
      { authMetadata: { 'kubernetes.io/auth-provider': 'aws' } },
      { type: 'eks', url: 'https://prod' },
    ],
  ])('reads %j', (entry, expected) => {
    expect(access(entry as JsonObject)).toEqual(expected);
  });

  it.each([
    ['skipTLSVerify', { authProvider: 'aws', skipTLSVerify: true }],
    ['authProvider "google"', { authProvider: 'google' }],
    ['https://', { authProvider: 'aws', url: 'http://prod' }],
  ])('rejects %s', (message, entry) => {
    expect(() => access(entry)).toThrow(message);
  });
});

describe('catalog rules that let anyone register groups', () => {
  const withRules = (rules: JsonObject[], irsa: JsonObject = {}) =>
    readIrsaConfig(new ConfigReader({ catalog: { rules }, irsa }));

  it.each([['Group'], ['user']])('are rejected for kind %s', kind => {
    expect(() => withRules([{ allow: ['Component', kind] }])).toThrow(
      'irsa.groupSources',
    );
  });

  it.each<[string, JsonObject[], JsonObject]>([
    [
      'if they apply only to some locations',
      [{ allow: ['Group'], locations: [{ type: 'url' }] }],
      {},
    ],
    [
      'if irsa.groupSources is set',
      [{ allow: ['Group'] }],
      { groupSources: ['url:x'] },
    ],
    ['if they allow only other kinds', [{ allow: ['Component'] }], {}],
  ])('are accepted %s', (_, rules, irsa) => {
    expect(() => withRules(rules, irsa)).not.toThrow();
  });
});
