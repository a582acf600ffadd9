import {
  findRisks,
  summarizePermissions,
  type ActionCatalogue,
  type NamedPolicy,
} from '@backstage-irsa/iam-policy';
import type { Permissions } from '@backstage-irsa/plugin-irsa-common';
import { valueOf } from '../observe/observation';
import type { Observed, ObservedDocument } from '../observe/types';

interface Layers {
  policies: NamedPolicy[];
  permissionsBoundary?: NamedPolicy;
  unreadable: string[];
}

function addDocument(
  layers: Layers,
  name: string,
  document: ObservedDocument,
): NamedPolicy | undefined {
  if (document.document) return { name, document: document.document };
  const reason = document.errors[0]?.reason ?? 'it is empty.';
  layers.unreadable.push(`${name}: ${reason}`);
  return undefined;
}

function readLayers(observed: Observed): Layers {
  const layers: Layers = { policies: [], unreadable: [] };
  const { attachedPolicies, inlinePolicies, permissionsBoundary } = observed;
  if (attachedPolicies.state === 'unknown') {
    layers.unreadable.push(`Attached policies: ${attachedPolicies.reason}`);
  }
  for (const policy of valueOf(attachedPolicies) ?? []) {
    if (policy.state === 'unknown') {
      layers.unreadable.push(`An attached policy: ${policy.reason}`);
    } else if (policy.state === 'found') {
      const { arn, document } = policy.value;
      const named = addDocument(layers, arn, document);
      if (named) layers.policies.push(named);
    }
  }
  if (inlinePolicies.state === 'unknown') {
    layers.unreadable.push(`Inline policies: ${inlinePolicies.reason}`);
  }
  for (const { name, document } of valueOf(inlinePolicies) ?? []) {
    const named = addDocument(layers, name, document);
    if (named) layers.policies.push(named);
  }
  if (permissionsBoundary.state === 'unknown') {
    layers.unreadable.push(
      `Permissions boundary: ${permissionsBoundary.reason}`,
    );
  }
  const boundary = valueOf(permissionsBoundary);
  if (boundary) {
    layers.permissionsBoundary = addDocument(
      layers,
      boundary.arn,
      boundary.document,
    );
  }
  return layers;
}

/** What the role may do by its own policies within its boundary, and the dangers in that. */
export function permissionsOf(
  observed: Observed,
  catalogue: ActionCatalogue,
): Permissions {
  const { policies, permissionsBoundary, unreadable } = readLayers(observed);
  const summary = summarizePermissions(policies, {
    catalogue,
    permissionsBoundary,
  });
  const risks = findRisks(policies, { permissionsBoundary });
  return {
    services: summary.services,
    risks: risks.map(({ id, severity, message }) => ({
      id,
      severity,
      message,
    })),
    ...(unreadable.length > 0 && { unreadable }),
  };
}
