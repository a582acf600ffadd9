import { oidcProviderArn, parseRoleArn } from '../arn/arn';
import { type ChainLink } from '../model/types';
import { command } from '../model/shell';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { fact, missing } from './facts';
import { roleArnOf } from './roleName';

/** Returns the expected ARN in the role's account, whether or not the provider exists. */
function expectedArn(observed: Observed): string | undefined {
  const cluster = valueOf(observed.cluster);
  const account =
    parseRoleArn(roleArnOf(observed) ?? '')?.accountId ?? cluster?.accountId;
  return (
    cluster &&
    account &&
    oidcProviderArn(cluster.partition, account, cluster.issuer)
  );
}

function verifyCommandsOf(observed: Observed): string[] {
  const { eksName, region } = observed.config;
  const arn = expectedArn(observed);
  return [
    command(
      'aws',
      'eks',
      'describe-cluster',
      '--name',
      eksName,
      '--region',
      region,
      '--query',
      'cluster.identity.oidc.issuer',
    ),
    ...(arn === undefined
      ? []
      : [
          command(
            'aws',
            'iam',
            'get-open-id-connect-provider',
            '--open-id-connect-provider-arn',
            arn,
          ),
        ]),
  ];
}

/** Returns the OIDC provider link, which is empty for EKS Pod Identity. */
export function oidcProviderLink(observed: Observed): ChainLink {
  const { cluster, oidcProvider, mechanism } = observed;
  if (mechanism === 'pod-identity') {
    return { link: 'oidc-provider', name: null, facts: [], verifyCommands: [] };
  }
  const provider = valueOf(oidcProvider);
  return {
    link: 'oidc-provider',
    name: provider?.url ?? null,
    ...(provider && { arn: provider.arn }),
    facts: [
      ...fact("Cluster's issuer", valueOf(cluster)?.issuer),
      ...missing('Cluster', cluster),
      ...fact(
        'Client IDs',
        provider && (provider.clientIds.join(', ') || 'none'),
      ),
      ...missing('OIDC provider', oidcProvider),
    ],
    verifyCommands: verifyCommandsOf(observed),
  };
}
