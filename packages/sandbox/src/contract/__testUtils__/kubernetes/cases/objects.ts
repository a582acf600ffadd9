// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import type { Session } from '../session';
import type { Answer, Body } from '../wire';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';

/** The audience of tokens for the API server itself. */
export const API_AUDIENCE = 'https://kubernetes.default.svc';

/** Returns an object with a name and additional fields. */
export const named = (name: string, more: object = {}) => ({
  metadata: { name },
  ...more,
});

/** Returns a ServiceAccount as in a manifest. */
export const account = (
  name: string,
  annotations?: Record<string, string>,
) => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name, ...(annotations && { annotations }) },
});

export const pod = (
  name: string,
  spec: object = {},
  metadata: object = {},
) => ({
  metadata: { name, ...metadata },
  spec: { containers: [{ name: 'app', image: 'app:1' }], ...spec },
});

/** Fails unless the response is a refusal of this kind. */
export function expectRefusal(
  { status, body }: Answer,
  code: number,
  reason: string,
  message?: string | RegExp,
): void {
  expect({
    status,
    kind: body.kind,
    code: body.code,
    reason: body.reason,
  }).toEqual({
    status: code,
    kind: 'Status',
    code,
    reason,
  });
  if (message !== undefined) {
    expect(body.message).toEqual(
      typeof message === 'string' ? message : expect.stringMatching(message),
    );
  }
}

/** Returns the names of a list's items, in order. */
export const namesOf = ({ body }: Answer): string[] =>
  body.items.map(({ metadata }: Body) => metadata.name);

/** Creates ServiceAccounts that a case requires. */
export async function makeAccounts(
  { aside }: Session,
  ...names: string[]
): Promise<void> {
  for (const name of names) {
    await aside.post(aside.path('serviceaccounts'), account(name));
  }
}

/** Returns a session of a new ServiceAccount in the namespace, which has only the permissions of the rules. */
export async function visitor(
  session: Session,
  rules: object[],
): Promise<Session> {
  const { aside, namespace } = session;
  await aside.post(aside.path('serviceaccounts'), account('visitor'));
  await aside.post(aside.path('roles', RBAC), named('visitor', { rules }));
  await aside.post(
    aside.path('rolebindings', RBAC),
    named('visitor', {
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name: 'visitor',
      },
      subjects: [{ kind: 'ServiceAccount', name: 'visitor', namespace }],
    }),
  );
  const { body } = await aside.post(
    aside.path('serviceaccounts/visitor/token'),
    {
      spec: { audiences: [API_AUDIENCE], expirationSeconds: 3600 },
    },
  );
  return session.as(body.status.token);
}

/** Waits for the `default` ServiceAccount, which the admission of pods requires. */
export async function defaultAccount({ aside }: Session): Promise<void> {
  await aside.eventually(
    s => s.get(s.path('serviceaccounts/default')),
    ({ status }) => status === 200,
  );
}
