import { X509Certificate } from 'node:crypto';
import type { ObservedCertificate } from './types';

const CERTIFICATE =
  /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** Bundles that are kept, read: those of a cluster are asked about for each of its ServiceAccounts. */
const MOST_KEPT = 100;

const kept = new Map<string, ObservedCertificate[] | undefined>();

/** The certificates of a CA bundle, PEM in base64; undefined when it holds none, or one that is none. */
export function certificatesOf(
  caBundle: string,
): ObservedCertificate[] | undefined {
  if (!kept.has(caBundle)) {
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(caBundle, readBundle(caBundle));
  }
  return kept.get(caBundle);
}

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
