import { generate } from 'selfsigned';

/** The certificate of a new certificate authority, and a server certificate that it signed for this machine. All in PEM format. */
export interface ServingCertificates extends ServingCertificate {
  certificateAuthority: string;
  /** Creates another certificate of the same authority, valid until `end`. */
  renew(end: Date): Promise<ServingCertificate>;
}

/** The certificate that a server presents, and its private key. Both in PEM format. */
interface ServingCertificate {
  certificate: string;
  privateKey: string;
}

const DAYS = 24 * 60 * 60 * 1000;

export async function makeServingCertificates(
  clusterName: string,
  hosts: string[],
): Promise<ServingCertificates> {
  const common = {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - DAYS),
    notAfterDate: new Date(Date.now() + 365 * DAYS),
  } as const;
  const ca = await generate(
    [{ name: 'commonName', value: `${clusterName} certificate authority` }],
    {
      ...common,
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      ],
    },
  );
  const issue = async (end: Date): Promise<ServingCertificate> => {
    const leaf = await generate(
      [{ name: 'commonName', value: 'kube-apiserver' }],
      {
        ...common,
        notAfterDate: end,
        extensions: [
          { name: 'basicConstraints', cA: false },
          { name: 'keyUsage', digitalSignature: true, critical: true },
          { name: 'extKeyUsage', serverAuth: true },
          { name: 'subjectAltName', altNames: hosts.map(altName) },
        ],
        ca: { key: ca.private, cert: ca.cert },
      },
    );
    return { certificate: leaf.cert, privateKey: leaf.private };
  };
  return {
    certificateAuthority: ca.cert,
    ...(await issue(common.notAfterDate)),
    renew: issue,
  };
}

function altName(
  host: string,
): { type: 2; value: string } | { type: 7; ip: string } {
  return /^[\d.]+$|:/.test(host)
    ? { type: 7, ip: host }
    : { type: 2, value: host };
}
