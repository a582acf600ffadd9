import type { AccessGraphScope } from '@backstage-irsa/plugin-irsa-common';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useUrlParameters } from '../../../shared/ui/useUrlParameters';

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

/** The query parameter with the ID of the node whose paths are shown alone. */
const NODE_PARAMETER = 'node';

/** Returns the query of a URL without the node. */
function withoutNode(params: URLSearchParams): string {
  const rest = new URLSearchParams(params);
  rest.delete(NODE_PARAMETER);
  return rest.toString();
}

/** Returns the scope, its name, and the chosen node from the URL, and functions that choose others. */
export function useGraphScope(): {
  scope?: AccessGraphScope;
  name?: string;
  choose: (scope: AccessGraphScope, name: string) => void;
  node?: string;
  chooseNode: (id: string | undefined) => void;
} {
  const [, setParams] = useSearchParams();
  const [params, change] = useUrlParameters();
  const scopeText = withoutNode(params);
  // Keeps the same object until the scope changes, because a new object reloads the graph.
  const scope = useMemo(
    () => scopeOf(new URLSearchParams(scopeText)),
    [scopeText],
  );
  return {
    scope,
    name: params.get('name') ?? nameOf(scope),
    choose: (next, name) => setParams({ ...next, name }),
    node: params.get(NODE_PARAMETER) ?? undefined,
    chooseNode: id => change({ [NODE_PARAMETER]: id }),
  };
}
