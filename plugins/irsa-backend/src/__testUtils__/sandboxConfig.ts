import { DEFAULT_DENIED_ACTIONS } from '@backstage-irsa/core/planning';
import { ALLOWANCES } from '@backstage-irsa/core/model';
import type { Sandbox } from '@backstage-irsa/sandbox';
import type { JsonObject } from '@backstage/types';

/** The audiences that tests can request. */
const AUDIENCES = [
  'other-audience',
  'audience-one',
  'vault',
  // The maximum length, and one character more.
  'x'.repeat(255),
  'x'.repeat(256),
];

/** The `irsa` and `aws` sections for a sandbox, as an operator would write them. */
export function sandboxConfig(
  sandbox: Sandbox,
  file: string,
  irsa: JsonObject = {},
): JsonObject {
  const cluster = (name: string, accountId: string) => ({
    name,
    accountId,
    region: 'eu-west-1',
    access: { type: 'kubeconfig', file, context: name },
    tokenRequestAccess: { type: 'kubeconfig', file, context: name },
  });
  return {
    aws: {
      accounts: [...sandbox.administrators].map(([accountId, keys]) => ({
        accountId,
        accessKeyId: keys.accessKeyId,
        secretAccessKey: keys.secretAccessKey,
      })),
    },
    irsa: {
      development: true,
      aws: { endpoint: sandbox.awsEndpoint },
      clusters: [
        cluster('prod-eu', '111122223333'),
        cluster('staging-eu', '444455556666'),
      ],
      limits: { requestsPerMinute: 60_000, awsCallsPerMinute: 1_000_000 },
      findings: { acceptanceGroups: ['group:default/team'] },
      audit: { readerGroups: ['group:default/team'] },
      provisioning: { createNamespaces: true, createOidcProviders: true },
      // Tests of scans enable them. All other tests count their own calls.
      scans: { enabled: false },
      namespaceRules: [
        {
          owners: ['group:default/team'],
          clusters: ['*'],
          namespaces: ['*'],
          resources: ['*'],
        },
      ],
      ...irsa,
      guardrails: {
        allow: [...ALLOWANCES],
        audiences: ['sts.amazonaws.com', ...AUDIENCES],
        // Tests of the default list override this.
        deniedActionExceptions: [...DEFAULT_DENIED_ACTIONS],
        ...(irsa.guardrails as JsonObject | undefined),
      },
    },
  };
}
