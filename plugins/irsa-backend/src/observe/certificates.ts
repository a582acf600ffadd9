import { X509Certificate } from 'node:crypto';
import { remember } from '../lib/remember';
import type { ObservedCertificate } from '@backstage-irsa/core/model';

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
