import type { AccessGraphScope } from '@backstage-irsa/plugin-irsa-common';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** What the parameters of a URL choose; nothing when they choose none. */
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

/** What a choice is called where the URL gives it no name; nothing for an id. */
function nameOf(scope: AccessGraphScope | undefined): string | undefined {
  if (!scope) return undefined;
  if ('cluster' in scope) return `${scope.cluster}/${scope.namespace}`;
  return 'entityRef' in scope ? scope.entityRef : undefined;
}

/** What the URL chooses, under which name, and a way to choose something else. */
export function useGraphScope(): {
  scope?: AccessGraphScope;
  name?: string;
  choose: (scope: AccessGraphScope, name: string) => void;
} {
  const [params, setParams] = useSearchParams();
  // Other parameters, such as a name, make it no other choice.
  const scope = useMemo(() => scopeOf(params), [params]);
  return {
    scope,
    name: params.get('name') ?? nameOf(scope),
    choose: (next, name) => setParams({ ...next, name }),
  };
}
