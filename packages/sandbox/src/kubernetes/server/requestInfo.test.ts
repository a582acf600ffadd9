import { StatusError } from '../status';
import { parseRequest } from './requestInfo';

describe('the information about a request', () => {
  it.each([
    ['GET', '/api/v1/pods', { verb: 'list', resource: 'pods', namespace: '' }],
    [
      'GET',
      '/api/v1/namespaces/shop/pods?watch=true',
      { verb: 'watch', resource: 'pods', namespace: 'shop' },
    ],
    [
      'DELETE',
      '/api/v1/namespaces/shop/pods/a',
      { verb: 'delete', namespace: 'shop', name: 'a' },
    ],
    [
      'DELETE',
      '/api/v1/namespaces/shop/pods',
      { verb: 'deletecollection', namespace: 'shop' },
    ],
    [
      'POST',
      '/api/v1/namespaces/shop/serviceaccounts/a%2Db/token',
      { resource: 'serviceaccounts', name: 'a-b', subresource: 'token' },
    ],
    [
      'GET',
      '/api/v1/namespaces/shop',
      { verb: 'get', resource: 'namespaces', name: 'shop' },
    ],
    [
      'PUT',
      '/api/v1/namespaces/shop/status',
      { resource: 'namespaces', name: 'shop', subresource: 'status' },
    ],
    [
      'PATCH',
      '/apis/apps/v1/namespaces/shop/deployments/a',
      { verb: 'patch', group: 'apps', version: 'v1', resource: 'deployments' },
    ],
  ])('%s %s', (method, url, expected) => {
    expect(parseRequest(method, url)).toMatchObject({
      kind: 'resource',
      ...expected,
    });
  });

  it('is only a path for non-resource requests', () => {
    expect(parseRequest('GET', '/version')).toEqual({
      kind: 'path',
      verb: 'get',
      path: '/version',
    });
  });

  it.each(['/api/v1/namespaces/%', '/%zz', '//', '//['])(
    'cannot be read from the invalid URL %s',
    url => {
      expect(() => parseRequest('GET', url)).toThrow(StatusError);
    },
  );
});
