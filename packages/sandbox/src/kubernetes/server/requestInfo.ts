import { badRequest } from '../status';

/** The target of a request, derived from its method and URL (Kubernetes, "API Concepts"). */
export type RequestInfo = ResourceRequest | PathRequest;

export interface ResourceRequest {
  kind: 'resource';
  verb: string;
  group: string;
  version: string;
  resource: string;
  subresource?: string;
  /** The namespace. Empty if the request covers all namespaces or the resource has none. */
  namespace: string;
  name?: string;
  query: URLSearchParams;
}

interface PathRequest {
  kind: 'path';
  verb: string;
  path: string;
}

const NAMESPACE_SUBRESOURCES = ['status', 'finalize'];

/**
 * Parses the method and URL of a request.
 * @throws StatusError 400 for an invalid URL, such as one with a broken escape sequence
 */
export function parseRequest(method: string, url: string): RequestInfo {
  const { pathname, query, parts } = readUrl(url);
  const isCore = parts[0] === 'api' && parts.length > 2;
  const isGroup = parts[0] === 'apis' && parts.length > 3;
  if (!isCore && !isGroup) {
    return { kind: 'path', verb: method.toLowerCase(), path: pathname };
  }
  const [group, version] = isCore ? ['', parts[1]] : [parts[1], parts[2]];
  const location = locate(parts.slice(isCore ? 2 : 3));
  return {
    kind: 'resource',
    verb: verbOf(method, location.name !== undefined, query),
    group,
    version,
    ...location,
    query,
  };
}

function readUrl(url: string) {
  try {
    const { pathname, searchParams } = new URL(url, 'https://cluster');
    const parts = pathname
      .split('/')
      .filter(part => part !== '')
      .map(decodeURIComponent);
    return { pathname, query: searchParams, parts };
  } catch {
    throw badRequest(`the URL ${JSON.stringify(url)} cannot be read`);
  }
}

function locate(
  parts: string[],
): Pick<ResourceRequest, 'namespace' | 'resource' | 'name' | 'subresource'> {
  const [first, second, third] = parts;
  const inNamespace =
    first === 'namespaces' &&
    third !== undefined &&
    !NAMESPACE_SUBRESOURCES.includes(third);
  const [resource, name, subresource] = inNamespace ? parts.slice(2) : parts;
  return {
    namespace: inNamespace || first === 'namespaces' ? second ?? '' : '',
    resource,
    ...(name !== undefined && { name }),
    ...(subresource !== undefined && { subresource }),
  };
}

function verbOf(
  method: string,
  hasName: boolean,
  query: URLSearchParams,
): string {
  switch (method) {
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return hasName ? 'delete' : 'deletecollection';
    default:
      if (['true', '1'].includes(query.get('watch') ?? '')) {
        return 'watch';
      }
      return hasName ? 'get' : 'list';
  }
}
