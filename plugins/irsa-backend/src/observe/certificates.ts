import { X509Certificate } from 'node:crypto';
import type { ObservedCertificate } from '@backstage-irsa/core/model';
import { LimitedCache } from '../lib/LimitedCache';

/** A plain function of one value that remembers its last results, by a key of the value: at most `limit`, the newest used stay. */
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

/** Bundles that are remembered: those of a cluster are asked about for each of its ServiceAccounts. */
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

/** The certificates of a CA bundle, PEM in base64; undefined when it holds none, or one that is none. */
export const certificatesOf = remember(readBundle, {
  keyOf: caBundle => caBundle,
  limit: REMEMBERED,
});
