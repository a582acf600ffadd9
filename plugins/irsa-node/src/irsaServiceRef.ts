import {
  type AuthService,
  type BackstageCredentials,
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { type IrsaApi, IrsaClient } from '@backstage-irsa/plugin-irsa-common';

/** The caller of the API. @public */
export interface IrsaCaller {
  /** The credentials of the caller. The backend refuses everything that they do not permit. */
  credentials: BackstageCredentials;
  /** Aborts requests. */
  signal?: AbortSignal;
}

/** The API of the `irsa` backend plugin, for other backend plugins. @public */
export interface IrsaService {
  /** Returns the API on behalf of a caller. */
  as(caller: IrsaCaller): IrsaApi;
}

/** A reference to the {@link IrsaService} of a backend. @public */
export const irsaServiceRef = createServiceRef<IrsaService>({
  id: 'irsa.service',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: ({ auth, discovery }) => ({
        as: caller =>
          new IrsaClient({
            discoveryApi: discovery,
            fetchApi: { fetch: fetchAs(caller, auth) },
          }),
      }),
    }),
});

/** Adds a new token to each request, because tokens expire while an operation runs. */
function fetchAs(
  { credentials, signal }: IrsaCaller,
  auth: AuthService,
): typeof fetch {
  return async (input, init) => {
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'irsa',
    });
    const headers = { ...init?.headers, Authorization: `Bearer ${token}` };
    return fetch(input, { ...init, headers, signal });
  };
}
