import { partitionOf } from '../arn/partition';
import type { ClusterConfig, NamespaceRule } from '../model/config';
import type { ClusterFacts } from '../model/inventory';
import { valueOf } from '../model/observation';
import type { ClusterSetupStep } from '../model/types';
import { matchesGlob } from '../ownership/namespaceRules';
import {
  accessEntryCommands,
  accessEntryTerraform,
  describeEntryCommand,
  namespaceRule,
  providerCommands,
  providerTerraform,
  rbacCommands,
  tokenRequestConfiguration,
} from './texts';

/** The Kubernetes groups of access entries. The manifests in `iam/` bind them. */
const BACKEND_GROUP = 'backstage-irsa';
const TOKEN_REQUEST_GROUP = 'backstage-irsa-token-requester';

/** The facts about a cluster from which the missing setup is derived. */
export interface SetupContext {
  cluster: ClusterConfig;
  rules: NamespaceRule[];
  /** Whether plans create OIDC providers. */
  createOidcProviders: boolean;
  /** The role that the backend uses in the cluster's account; undefined if its credentials are not those of a role. */
  roleArn?: string;
  /** The facts from the last completed scan. */
  facts?: ClusterFacts;
  /** Why the last scan failed, or the part that it could not read. */
  unread?: {
    reason: string;
    missingPermission?: string;
    /** Whether the Kubernetes API did not accept the backend's identity (401). */
    isRejected?: boolean;
  };
  /** Whether the account has an OIDC provider for the cluster's issuer; undefined if unknown. */
  hasProvider?: boolean;
}

/** Returns the setup steps of a cluster with their states, in the order in which to do them. */
export function clusterSetup(context: SetupContext): ClusterSetupStep[] {
  return [
    accessEntry(context),
    rbac(context),
    oidcProvider(context),
    tokenRequest(context),
    namespaces(context),
  ];
}

function accessEntry(context: SetupContext): ClusterSetupStep {
  const { cluster, facts, unread, roleArn } = context;
  const id = 'access-entry';
  if (cluster.access.type !== 'eks') {
    return {
      ...{ id, state: 'done' },
      message: `The backend signs in to the Kubernetes API with ${cluster.access.type}, which needs no access entry.`,
    };
  }
  const fix = {
    commands: accessEntryCommands(cluster, roleArn, BACKEND_GROUP),
    terraform: accessEntryTerraform(cluster, roleArn, BACKEND_GROUP),
  };
  const what = `An EKS access entry gives the backend's role access to the cluster as the group ${BACKEND_GROUP}.`;
  if (unread?.isRejected) {
    return {
      ...{ id, state: 'missing', ...fix },
      message: `${what} The Kubernetes API does not accept the backend's role (401), usually because it has neither an entry nor an aws-auth mapping.`,
    };
  }
  const entry = entriesOf(context)?.find(({ groups }) =>
    groups.includes(BACKEND_GROUP),
  );
  if (entry) {
    return {
      ...{ id, state: 'done' },
      message: `${entry.principalArn} has an access entry with the group ${BACKEND_GROUP}.`,
    };
  }
  if (facts) {
    return {
      ...{ id, state: 'done' },
      message: 'The Kubernetes API answered the last completed scan.',
    };
  }
  if (refusedRead(context) !== undefined) {
    return {
      ...{ id, state: 'unknown' },
      message: `${what} The Kubernetes API recognizes the role. Check the group of its access entry if the role lacks permissions although the manifests are applied.`,
      commands: [describeEntryCommand(cluster, roleArn)],
    };
  }
  return {
    ...{ id, state: 'unknown', ...fix },
    message: `${what} ${unread?.reason ?? 'The cluster was not scanned yet.'}`,
  };
}

/** Returns the Kubernetes permission that the last scan lacked; undefined if none. */
function refusedRead({ unread }: SetupContext): string | undefined {
  const right = unread?.missingPermission;
  return right === undefined || right.includes(':') ? undefined : right;
}

function entriesOf({ facts }: SetupContext) {
  return facts && valueOf(facts.accessEntries);
}

function rbac(context: SetupContext): ClusterSetupStep {
  const { cluster, facts, unread } = context;
  const id = 'rbac';
  const right = refusedRead(context);
  const isRefused = right !== undefined;
  if (facts && !isRefused && !unread?.isRejected) {
    return {
      ...{ id, state: 'done' },
      message:
        'The last completed scan read everything that it needs in the cluster.',
    };
  }
  return {
    ...{ id, state: isRefused ? 'missing' : 'unknown' },
    message: isRefused
      ? `The backend may not ${right} in the cluster.`
      : 'Roles and bindings let the group read ServiceAccounts, pods and namespaces. Backstage can check them once it has access to the cluster.',
    commands: rbacCommands(cluster),
  };
}

function oidcProvider(context: SetupContext): ClusterSetupStep {
  const { cluster, facts, hasProvider, createOidcProviders } = context;
  const id = 'oidc-provider';
  const issuer = facts && valueOf(facts.cluster)?.issuer;
  const what = `IRSA needs an OIDC provider for the issuer of the cluster in account ${cluster.accountId}; EKS Pod Identity does not.`;
  if (hasProvider) {
    return { id, state: 'done', message: `${what} It exists.` };
  }
  const fix = {
    commands: providerCommands(cluster, issuer),
    terraform: providerTerraform(cluster),
  };
  if (issuer === undefined || hasProvider === undefined) {
    return {
      ...{ id, state: 'unknown', ...fix },
      message: `${what} Scan the cluster and its account to check whether it exists.`,
    };
  }
  return createOidcProviders
    ? {
        ...{ id, state: 'optional', ...fix },
        message: `${what} The first plan with IRSA creates it (irsa.provisioning.createOidcProviders).`,
      }
    : { id, state: 'missing', message: `${what} It does not exist.`, ...fix };
}

function tokenRequest(context: SetupContext): ClusterSetupStep {
  const { cluster } = context;
  const id = 'token-request';
  const access = cluster.tokenRequestAccess;
  if (!access) {
    return {
      ...{ id, state: 'optional' },
      message:
        'Live proofs need a separate identity that requests ServiceAccount tokens. Without it, nothing is proved by token exchange.',
      configuration: tokenRequestConfiguration(),
    };
  }
  if (access.type !== 'eks') {
    return {
      ...{ id, state: 'done' },
      message: `Backstage requests tokens with ${access.type}.`,
    };
  }
  const { roleArn } = access;
  const entries = entriesOf(context);
  if (entries?.some(({ principalArn }) => principalArn === roleArn)) {
    return {
      ...{ id, state: 'done' },
      message: `${roleArn} has an access entry. It also needs the Role of token-requester-role.yaml in each namespace whose ServiceAccounts it proves.`,
    };
  }
  const { usesConfigMap } =
    (context.facts && valueOf(context.facts.cluster)) ?? {};
  return {
    // The ConfigMap aws-auth possibly maps it.
    ...{ id, state: entries && !usesConfigMap ? 'missing' : 'unknown' },
    message: `${roleArn} requests tokens for live proofs as the group ${TOKEN_REQUEST_GROUP}.`,
    commands: [
      ...accessEntryCommands(cluster, roleArn, TOKEN_REQUEST_GROUP),
      ...rbacCommands(cluster, ['token-requester-role.yaml']),
    ],
    terraform: accessEntryTerraform(cluster, roleArn, TOKEN_REQUEST_GROUP),
  };
}

function namespaces({ cluster, rules }: SetupContext): ClusterSetupStep {
  const id = 'namespace-rule';
  const owners = rules
    .filter(
      rule =>
        rule.clusters.some(pattern => matchesGlob(pattern, cluster.name)) &&
        (rule.accounts?.includes(cluster.accountId) ?? true),
    )
    .flatMap(rule => rule.owners);
  if (owners.length > 0) {
    return {
      ...{ id, state: 'done' },
      message: `irsa.namespaceRules allows namespaces in this cluster for ${[
        ...new Set(owners),
      ].join(', ')}.`,
    };
  }
  return {
    ...{ id, state: 'missing' },
    message:
      'No rule in irsa.namespaceRules allows a namespace in this cluster for any owner.',
    configuration: namespaceRule(cluster, partitionOf(cluster.region).id),
  };
}
