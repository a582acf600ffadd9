import {
  ApiException,
  HttpMethod,
  type Configuration,
} from '@kubernetes/client-node';
import type { ListPage } from '../bulk/lists';

/** What a list sends. */
interface SentList<T> {
  items?: T[];
  metadata?: { continue?: string };
}

/**
 * Asks for pages of a list, whose objects are handed on as the cluster sent them, times as texts. The lists of the client make an instance of every part
 * of every object, which for pods takes longer than all that is made of them here.
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
