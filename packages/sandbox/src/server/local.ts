import type { HttpRequest } from './http';

/** Refuses what a web page of another site, or a name that was made to point here, could send. */
export function isLocal({ headers }: HttpRequest): boolean {
  const host = (headers.get('host') ?? '').replace(/:\d+$/, '');
  const site = headers.get('sec-fetch-site');
  return (
    ['127.0.0.1', 'localhost', '[::1]'].includes(host) &&
    !headers.has('origin') &&
    (site === undefined || site === 'none')
  );
}
