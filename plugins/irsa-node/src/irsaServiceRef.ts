import {
  type AuthService,
  type BackstageCredentials,
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { type IrsaApi, IrsaClient } from '@backstage-irsa/plugin-irsa-common';

/** Who calls. @public */
export interface IrsaCaller {
  /** What they may not do is refused. */
  credentials: BackstageCredentials;
  /** Aborts requests. */
  signal?: AbortSignal;
}

/** The API of the `irsa` backend plugin, for other backend plugins. @public */
export interface IrsaService {
  /** The API on behalf of a caller. */
  as(caller: IrsaCaller): IrsaApi;
}

/** Reference to the {@link IrsaService} of a backend. @public */
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

/** Adds a token for each request, because tokens expire while an operation runs. */
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
