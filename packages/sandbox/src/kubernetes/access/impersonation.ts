import type { IncomingHttpHeaders } from 'node:http';
import type { Attributes } from './rbac';
import { denial, isAllowed } from './rbac';
import { forbidden } from '../status';
import type { KubeStore } from '../store';
import { serviceAccountUser, type User } from './user';

/**
 * Returns the user that a request runs as: the caller, or the user that the impersonation headers name (`kubectl --as`; Kubernetes, "User
 * impersonation").
 * @throws StatusError 403 if the caller may not impersonate that user or group
 */
export function impersonate(
  store: KubeStore,
  asker: User,
  headers: IncomingHttpHeaders,
): User {
  const name = headers['impersonate-user'];
  if (typeof name !== 'string' || name === '') {
    return asker;
  }
  const given = headers['impersonate-group'];
  const groups = (Array.isArray(given) ? given.join(',') : given ?? '')
    .split(',')
    .map(group => group.trim())
    .filter(group => group !== '');
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name);
  mustBeAllowed(store, asker, {
    verb: 'impersonate',
    group: '',
    ...(account
      ? { resource: 'serviceaccounts', namespace: account[1], name: account[2] }
      : { resource: 'users', name }),
  });
  for (const group of groups) {
    mustBeAllowed(store, asker, {
      verb: 'impersonate',
      group: '',
      resource: 'groups',
      name: group,
    });
  }
  if (account && groups.length === 0) {
    return serviceAccountUser(account[1], account[2]);
  }
  return { name, groups: [...groups, 'system:authenticated'] };
}

function mustBeAllowed(
  store: KubeStore,
  asker: User,
  attributes: Attributes & { resource: string; name?: string },
): void {
  if (!isAllowed(store, asker, attributes)) {
    const { resource, name } = attributes;
    throw forbidden(
      { group: '', kind: resource, name },
      denial(asker, attributes),
    );
  }
}
