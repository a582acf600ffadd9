import { isSystemNamespace } from '../model/kubernetes/names';
import type { ClusterConfig, NamespaceRule } from '../model/config';

/** Checks whether the text matches the pattern, in which `*` stands for any text. The caller controls the text, so this never backtracks. */
export function matchesGlob(pattern: string, text: string): boolean {
  const [first, ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** Returns the rules that apply to one of the owners. */
function rulesFor(rules: NamespaceRule[], owners: string[]): NamespaceRule[] {
  const refs = new Set(owners.map(ref => ref.toLocaleLowerCase('en-US')));
  return rules.filter(rule => rule.owners.some(owner => refs.has(owner)));
}

/** Returns the rules that apply to the cluster. */
function rulesOfCluster(
  rules: NamespaceRule[],
  cluster: ClusterConfig,
): NamespaceRule[] {
  return rules.filter(
    rule =>
      rule.clusters.some(pattern => matchesGlob(pattern, cluster.name)) &&
      (rule.accounts?.includes(cluster.accountId) ?? true),
  );
}

/** Returns the rules that give the namespace to anybody. Empty for system namespaces and Backstage's own namespaces. */
function rulesGiving(
  rules: NamespaceRule[],
  cluster: ClusterConfig,
  namespace: string,
): NamespaceRule[] {
  if (
    isSystemNamespace(namespace) ||
    cluster.ownNamespaces?.includes(namespace)
  ) {
    return [];
  }
  return rulesOfCluster(rules, cluster).filter(rule =>
    rule.namespaces.some(pattern => matchesGlob(pattern, namespace)),
  );
}

/** Checks whether any rule lets one of the owners use at least one namespace of the cluster. */
export function mayUseCluster(
  rules: NamespaceRule[],
  owners: string[],
  cluster: ClusterConfig,
): boolean {
  return rulesOfCluster(rulesFor(rules, owners), cluster).length > 0;
}

/** Returns all owners to whom a rule gives the namespace, as entity references in lower case. */
export function ownersOfNamespace(
  rules: NamespaceRule[],
  cluster: ClusterConfig,
  namespace: string,
): string[] {
  const giving = rulesGiving(rules, cluster, namespace);
  return [...new Set(giving.flatMap(rule => rule.owners))];
}

/** Returns the rules that let one of the owners use the namespace. */
export function rulesOfNamespace(
  rules: NamespaceRule[],
  owners: string[],
  cluster: ClusterConfig,
  namespace: string,
): NamespaceRule[] {
  return rulesGiving(rulesFor(rules, owners), cluster, namespace);
}

/** Checks whether a rule lets one of the owners use the namespace. */
export function mayUseNamespace(
  rules: NamespaceRule[],
  owners: string[],
  cluster: ClusterConfig,
  namespace: string,
): boolean {
  return rulesOfNamespace(rules, owners, cluster, namespace).length > 0;
}

/** Checks whether a rule lets one of the owners use an account from a namespace. A rule must name every account except the cluster's. */
export function mayUseAccount(
  rules: NamespaceRule[],
  owners: string[],
  place: { cluster: ClusterConfig; namespace: string; accountId: string },
): boolean {
  const { cluster, namespace, accountId } = place;
  const reaching =
    accountId === cluster.accountId
      ? rules
      : rules.filter(({ accounts = [] }) => accounts.includes(accountId));
  return mayUseNamespace(reaching, owners, cluster, namespace);
}
