import type { HttpRequest } from './http';

/**
 * Checks whether a request comes from a program on this machine. Rejects requests from web pages of other sites, and requests for host names that
 * were made to resolve to this machine (DNS rebinding).
 */
export function isLocal({ headers }: HttpRequest): boolean {
  const host = (headers.get('host') ?? '').replace(/:\d+$/, '');
  const site = headers.get('sec-fetch-site');
  return (
    ['127.0.0.1', 'localhost', '[::1]'].includes(host) &&
    !headers.has('origin') &&
    (site === undefined || site === 'none')
  );
}
