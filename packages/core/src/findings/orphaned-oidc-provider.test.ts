import { orphanSubject, providerSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { check } from './orphaned-oidc-provider';

const URL = 'oidc.eks.eu-west-1.amazonaws.com/id/DEAD';

governanceTester(check, {
  clean: [
    {
      name: 'a cluster with the issuer of the provider',
      subject: providerSubject(),
    },
    {
      name: 'a cluster that could not be read',
      subject: orphanSubject(URL),
      context: { issuersComplete: false },
    },
  ],
  found: [
    {
      name: 'no cluster with the issuer of the provider',
      subject: orphanSubject(URL),
      findings: [
        {
          severity: 'low',
          message: `Account 111122223333 has an OIDC provider for ${URL}, which belongs to no configured cluster.`,
          remediation: `aws iam delete-open-id-connect-provider --open-id-connect-provider-arn arn:aws:iam::111122223333:oidc-provider/${URL}`,
          fault: 'old-issuer',
        },
      ],
    },
  ],
});
