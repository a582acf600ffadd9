import { X509Certificate } from 'node:crypto';
import type { ObservedCertificate } from './types';

const CERTIFICATE =
  /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** The certificates of a CA bundle, PEM in base64; undefined when it holds none, or one that is none. */
export function certificatesOf(
  caBundle: string,
): ObservedCertificate[] | undefined {
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
