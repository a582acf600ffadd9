import { X509Certificate } from 'node:crypto';
import type { ObservedCertificate } from '@backstage-irsa/core/model';
import { LimitedCache } from '../lib/LimitedCache';

/** Wraps a pure function of one value with a cache by key. Keeps the `limit` most recently used results. */
export function remember<Input, Output>(
  compute: (input: Input) => Output,
  options: { keyOf: (input: Input) => string; limit: number },
): (input: Input) => Output {
  const results = new LimitedCache<{ output: Output }>(options.limit);
  return input => {
    const key = options.keyOf(input);
    const known = results.get(key);
    if (known) return known.output;
    const output = compute(input);
    results.set(key, { output });
    return output;
  };
}

const CERTIFICATE =
  /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** The number of cached bundles. A cluster's bundle is parsed for each of its ServiceAccounts. */
const REMEMBERED = 100;

function readBundle(caBundle: string): ObservedCertificate[] | undefined {
  const pem = Buffer.from(caBundle, 'base64').toString('utf8');
  const texts = pem.match(CERTIFICATE);
  try {
    return texts?.map(text => {
      const certificate = new X509Certificate(text);
      return {
        fingerprint: certificate.fingerprint256,
        expiresAt: new Date(certificate.validTo).toISOString(),
      };
    });
  } catch {
    return undefined;
  }
}

/** Returns the certificates of a CA bundle (PEM in base64). Undefined if it has none, or an invalid one. */
export const certificatesOf = remember(readBundle, {
  keyOf: caBundle => caBundle,
  limit: REMEMBERED,
});
