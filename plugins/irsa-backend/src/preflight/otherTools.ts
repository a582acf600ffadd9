import type { Pairs } from '../plan/types';

/** Tag or label keys that other tools write on what they manage; lower case. */
const KEYS = [
  /^aws:cloudformation:/,
  /^alpha\.eksctl\.io\//,
  /^eksctl\.cluster\.k8s\.io\//,
  /^(terraform|pulumi|crossplane)([:_./-]|$)/,
  /^meta\.helm\.sh\//,
  /^argocd\.argoproj\.io\//,
];

/** Keys whose value names the tool; without case and punctuation. */
const MANAGED_BY_KEYS = new Set(['managedby', 'appkubernetesiomanagedby']);

const TOOLS =
  /terraform|opentofu|pulumi|cloudformation|cdk|crossplane|eksctl|helm|argo|flux/i;

/** The tag, label or annotation by which another tool says that it manages an object; undefined when none does. */
export function otherTool(pairs: Pairs): string | undefined {
  const found = Object.entries(pairs).find(
    ([key, value]) =>
      KEYS.some(pattern => pattern.test(key.toLocaleLowerCase('en-US'))) ||
      (MANAGED_BY_KEYS.has(
        key.toLocaleLowerCase('en-US').replace(/[^a-z]/g, ''),
      ) &&
        TOOLS.test(value)),
  );
  return found && `${found[0]}: ${found[1]}`;
}
