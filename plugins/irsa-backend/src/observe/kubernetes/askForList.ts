import {
  ApiException,
  HttpMethod,
  type Configuration,
} from '@kubernetes/client-node';
import type { ListPage } from '../bulk/lists';

/** A list as the cluster sends it. */
interface SentList<T> {
  items?: T[];
  metadata?: { continue?: string };
}

/**
 * Requests pages of a list. The objects stay as the cluster sent them, with times as strings. The client's own lists create a class instance for
 * every part of every object, which for pods takes longer than all later processing.
 */
export function askForList<T>(
  configuration: Configuration,
  path: string,
): ListPage<T> {
  return async ({ limit, _continue }) => {
    let request = configuration.baseServer.makeRequestContext(
      path,
      HttpMethod.GET,
    );
    request.setHeaderParam('Accept', 'application/json');
    request.setQueryParam('limit', String(limit));
    if (_continue !== undefined) request.setQueryParam('continue', _continue);
    await configuration.authMethods.default?.applySecurityAuthentication(
      request,
    );
    for (const middleware of configuration.middleware) {
      request = await middleware.pre(request).toPromise();
    }
    let answer = await configuration.httpApi.send(request).toPromise();
    for (const middleware of configuration.middleware) {
      answer = await middleware.post(answer).toPromise();
    }
    const { body, headers, httpStatusCode: status } = answer;
    const text = await body.text();
    if (status < 200 || status > 299) {
      throw new ApiException(status, `${path} was refused.`, text, headers);
    }
    const { items, metadata }: SentList<T> = JSON.parse(text);
    return { items: items ?? [], metadata: { _continue: metadata?.continue } };
  };
}
