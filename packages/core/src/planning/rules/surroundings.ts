import type { Violation } from '../../model/types';
import type { RulesConfig } from '../../model/config';
import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';
import type { Desired } from '../types';

function checkNamespace(
  desired: Desired,
  observed: Observed,
  config: RulesConfig,
): Violation[] {
  const { namespace } = desired.spec;
  const where = `Namespace "${namespace}" of cluster ${desired.config.name}`;
  const present = valueOf(observed.namespace);
  if (!present && !config.createNamespaces) {
    return [
      {
        field: 'namespace',
        rule: 'namespace-exists',
        message: `${where} does not exist, and creating namespaces is switched off (irsa.provisioning.createNamespaces).`,
      },
    ];
  }
  return present?.phase === 'Terminating'
    ? [
        {
          field: 'namespace',
          rule: 'namespace-terminating',
          message: `${where} is being deleted. Choose another, or wait until it is deleted.`,
        },
      ]
    : [];
}

function checkProvider(
  desired: Desired,
  observed: Observed,
  config: RulesConfig,
): Violation[] {
  if (config.createOidcProviders || desired.association) return [];
  const { config: cluster, audience, accountId } = desired;
  const present = valueOf(observed.oidcProvider);
  const off =
    'and changing OIDC providers is switched off (irsa.provisioning.createOidcProviders)';
  if (!present) {
    return [
      {
        field: 'cluster',
        rule: 'oidc-provider-exists',
        message: `Account ${accountId} has no OIDC provider for cluster ${cluster.name}, ${off}.`,
      },
    ];
  }
  return present.clientIds.includes(audience)
    ? []
    : [
        {
          field: 'cluster',
          rule: 'oidc-provider-audience',
          message: `The OIDC provider of cluster ${cluster.name} lacks the audience ${audience}, ${off}.`,
        },
      ];
}

/** Checks the namespace and the OIDC provider: each must exist, or Backstage must be allowed to create it. */
export function checkSurroundings(
  desired: Desired,
  observed: Observed,
  config: RulesConfig,
): Violation[] {
  return [
    ...checkNamespace(desired, observed, config),
    ...checkProvider(desired, observed, config),
  ];
}
