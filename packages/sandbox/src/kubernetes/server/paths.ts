import type { Cluster } from '../../state/cluster';
import type { Json, JsonObject } from '../json';
import { noSuchResource } from '../status';
import { discover, versionInfo } from './discovery';
import { openApi } from './openapi';

const HEALTH = ['/healthz', '/livez', '/readyz'];

/**
 * Serves a path that is not a resource. A string is sent as plain text.
 * @throws StatusError 404
 */
export function servePath(path: string, cluster: Cluster): Json {
  if (HEALTH.some(prefix => path === prefix || path.startsWith(`${prefix}/`))) {
    return 'ok';
  }
  if (path === '/version') {
    return versionInfo(cluster.version);
  }
  const known =
    serveOpenId(path, cluster) ??
    openApi(path) ??
    discover(path, new URL(cluster.endpoint).host);
  if (!known) {
    throw noSuchResource();
  }
  return known;
}

/** Serves the discovery document of the issuer and its keys (OpenID Connect Discovery 1.0). */
function serveOpenId(path: string, cluster: Cluster): JsonObject | undefined {
  switch (path) {
    case '/.well-known/openid-configuration':
      return {
        issuer: cluster.issuer,
        jwks_uri: `${cluster.endpoint}/openid/v1/jwks`,
        response_types_supported: ['id_token'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      };
    case '/openid/v1/jwks': {
      const { kid, publicKey } = cluster.signingKey;
      const { n, e } = publicKey.export({ format: 'jwk' });
      return { keys: [{ use: 'sig', kty: 'RSA', kid, alg: 'RS256', n, e }] };
    }
    default:
      return undefined;
  }
}
