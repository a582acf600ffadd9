import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type { IrsaRequestOptions } from './IrsaService';

/** A request to the `irsa` backend plugin; the path is below `/v1`. */
export interface IrsaApiRequest {
  method?: 'DELETE' | 'POST' | 'PUT';
  path: string;
  headers?: Record<string, string>;
  body?: object;
}

/** Speaks HTTP with the `irsa` backend plugin, as the caller. */
export class IrsaApiClient {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;

  constructor(deps: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = deps.auth;
    this.#discovery = deps.discovery;
  }

  /**
   * The answer's JSON and status.
   *
   * @throws ResponseError - for every status outside 200 to 299.
   */
  async request<T>(
    request: IrsaApiRequest,
    options: IrsaRequestOptions,
  ): Promise<{ status: number; body: T }> {
    const [baseUrl, { token }] = await Promise.all([
      this.#discovery.getBaseUrl('irsa'),
      this.#auth.getPluginRequestToken({
        onBehalfOf: options.credentials,
        targetPluginId: 'irsa',
      }),
    ]);
    const response = await fetch(`${baseUrl}/v1/${request.path}`, {
      method: request.method,
      headers: {
        ...request.headers,
        Authorization: `Bearer ${token}`,
        ...(request.body && { 'Content-Type': 'application/json' }),
      },
      body: request.body && JSON.stringify(request.body),
      signal: options.signal,
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return { status: response.status, body: await response.json() };
  }
}
