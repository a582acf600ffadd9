// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import { operation } from '../../aspects';
import type { Session } from '../session';
import { expectRefusal, namesOf, visitor } from './objects';

const RBAC = 'rbac.authorization.k8s.io';

/** Returns the common cases of the lists that scans read for the whole cluster. */
const listOf = (resource: string, group = '') => {
  const path = group ? `/apis/${group}/v1/${resource}` : `/api/v1/${resource}`;
  const plural = group ? `${resource}.${group}` : resource;
  return operation<Session>(`list ${resource}`, {
    success: {
      'are in a list of their kind': async s => {
        const { status, body } = await s.aside.get(path);
        expect(status).toBe(200);
        expect(body.kind).toMatch(/List$/);
        expect(body.apiVersion).toBe(group ? `${group}/v1` : 'v1');
      },
    },
    paging: {
      'pages come to all of them, once': async s => {
        const seen: string[] = [];
        let token = '';
        do {
          const page = await s.aside.get(
            `${path}?limit=5&continue=${encodeURIComponent(token)}`,
          );
          expect(page.body.items.length).toBeLessThanOrEqual(5);
          seen.push(...namesOf(page));
          token = page.body.metadata.continue ?? '';
        } while (token);
        expect(seen).toEqual(namesOf(await s.aside.get(path)));
      },
    },
    forbidden: {
      'a user without the right is told so': async s => {
        const user = await visitor(s, []);
        expectRefusal(
          await user.get(path),
          403,
          'Forbidden',
          `${plural} is forbidden: User "system:serviceaccount:${s.namespace}:visitor" cannot list resource "${resource}" in API group "${group}" at the cluster scope`,
        );
      },
    },
  });
};

export const nodes = listOf('nodes');
export const roles = listOf('roles', RBAC);
export const roleBindings = listOf('rolebindings', RBAC);
export const clusterRoles = listOf('clusterroles', RBAC);
export const clusterRoleBindings = listOf('clusterrolebindings', RBAC);
