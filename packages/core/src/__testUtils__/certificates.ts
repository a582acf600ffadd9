import { X509Certificate } from 'node:crypto';
import type { ObservedCertificate } from '../model/observed';

/** The first of 2 CA certificates whose keys were discarded. They expire in 100 years. */
export const AUTHORITY = `-----BEGIN CERTIFICATE-----
MIIBgDCCASegAwIBAgIUSb0qYpArQVPVyelRE8gDeHyQBY4wCgYIKoZIzj0EAwIw
FTETMBEGA1UEAwwKa3ViZXJuZXRlczAgFw0yNjExMjQxOTUyMTVaGA8yMTI2MTAz
MTE5NTIxNVowFTETMBEGA1UEAwwKa3ViZXJuZXRlczBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABKUWsxXVaHZBR/0MBgFXU3Sp8ClYAWMNpFkeHOX3LyLB7RqJ3+yG
CaomT8ypVjcENEjcxM1uWnOz0nN+3n42zaKjUzBRMB0GA1UdDgQWBBSGy7T/jnxo
j7GE0qaSSCEEBQVNOzAfBgNVHSMEGDAWgBSGy7T/jnxoj7GE0qaSSCEEBQVNOzAP
BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIFGxWoUqvm9jMfbRqVEJ
fjj+Rldt4Kw/y70SDwV8idztAiB7tq9WReomJZUc9PL0lE+WpKfBuRuKaK8Rr8Jd
Nw492g==
-----END CERTIFICATE-----
`;

/** The second CA certificate. */
export const OTHER_AUTHORITY = `-----BEGIN CERTIFICATE-----
MIIBgTCCASegAwIBAgIUIzDNUaIIm9S+G3eHKTQqPureGlkwCgYIKoZIzj0EAwIw
FTETMBEGA1UEAwwKa3ViZXJuZXRlczAgFw0yNjExMjQxOTUyMTVaGA8yMTI2MTAz
MTE5NTIxNVowFTETMBEGA1UEAwwKa3ViZXJuZXRlczBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABFK+ynIy/TMmX1Hy7IuDeKcPYtt2D82Phxo7/Ikgq+J74Tb9MHZ6
HVxexCk/avFXulOt0C3Mz9SQIouIDwWafcSjUzBRMB0GA1UdDgQWBBSb8XCmunAt
SzXVZxuubIGhO8LDKjAfBgNVHSMEGDAWgBSb8XCmunAtSzXVZxuubIGhO8LDKjAP
BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQC156ZWCitV2Q4vLG5y
eEIhwoC/KC40o35212p5IEHq+QIgHu8uRJegDrKbFPk2OeFHIdwn0thHZCDzmgGD
oxFYWpE=
-----END CERTIFICATE-----
`;

/** A bundle in the format of Kubernetes and EKS. */
export function bundleOf(...certificates: string[]): string {
  return Buffer.from(certificates.join('')).toString('base64');
}

/** The expected content of a bundle with the certificates above. */
export function certificatesOf(
  ...certificates: string[]
): ObservedCertificate[] {
  return certificates.map(text => {
    const { fingerprint256: fingerprint, validTo } = new X509Certificate(text);
    return { fingerprint, expiresAt: new Date(validTo).toISOString() };
  });
}
