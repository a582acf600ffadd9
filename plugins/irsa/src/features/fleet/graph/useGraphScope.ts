import type { AccessGraphScope } from '@backstage-irsa/plugin-irsa-common';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Returns the scope from the parameters of a URL; undefined if they name none. */
function scopeOf(params: URLSearchParams): AccessGraphScope | undefined {
  const [cluster, namespace] = [params.get('cluster'), params.get('namespace')];
  if (cluster && namespace) return { cluster, namespace };
  const entityRef = params.get('entityRef');
  if (entityRef) return { entityRef };
  const roleId = params.get('roleId');
  if (roleId) return { roleId };
  const serviceAccountId = params.get('serviceAccountId');
  return serviceAccountId ? { serviceAccountId } : undefined;
}

/** Returns the name of a scope if the URL gives none; undefined for an ID. */
function nameOf(scope: AccessGraphScope | undefined): string | undefined {
  if (!scope) return undefined;
  if ('cluster' in scope) return `${scope.cluster}/${scope.namespace}`;
  return 'entityRef' in scope ? scope.entityRef : undefined;
}

/** Returns the scope and its name from the URL, and a function that selects another scope. */
export function useGraphScope(): {
  scope?: AccessGraphScope;
  name?: string;
  choose: (scope: AccessGraphScope, name: string) => void;
} {
  const [params, setParams] = useSearchParams();
  // Keeps the same object until the parameters change, because a new object reloads the graph.
  const scope = useMemo(() => scopeOf(params), [params]);
  return {
    scope,
    name: params.get('name') ?? nameOf(scope),
    choose: (next, name) => setParams({ ...next, name }),
  };
}
