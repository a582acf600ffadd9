/** The user who makes a request (Kubernetes, "Authenticating"). */
export interface User {
  name: string;
  uid?: string;
  groups: string[];
  extra?: Record<string, string[]>;
}

export const ANONYMOUS: User = {
  name: 'system:anonymous',
  groups: ['system:unauthenticated'],
};

export function serviceAccountUser(
  namespace: string,
  name: string,
  more: Pick<User, 'uid' | 'extra'> = {},
): User {
  return {
    name: `system:serviceaccount:${namespace}:${name}`,
    groups: [
      'system:serviceaccounts',
      `system:serviceaccounts:${namespace}`,
      'system:authenticated',
    ],
    ...more,
  };
}
