import { orphanSubject, providerSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { check } from './provider-audience';

governanceTester(check, {
  clean: [
    { name: 'it takes the audience', subject: providerSubject() },
    {
      name: 'it takes others too',
      subject: providerSubject({ clientIds: ['other', 'sts.amazonaws.com'] }),
    },
    {
      name: 'no cluster has it, which orphaned-oidc-provider tells',
      subject: {
        ...orphanSubject('oidc.eks.eu-west-1.amazonaws.com/id/DEAD'),
      },
    },
  ],
  found: [
    {
      name: 'it takes another',
      subject: providerSubject({ clientIds: ['sts.amazonaws.com '] }),
      findings: [
        {
          severity: 'high',
          message:
            'accepts audience "sts.amazonaws.com ", but tokens have sts.amazonaws.com',
          remediation: '--client-id sts.amazonaws.com',
          fault: 'client-id-missing',
        },
      ],
    },
    {
      name: 'it takes none',
      subject: providerSubject({ clientIds: [] }),
      findings: [
        {
          severity: 'high',
          message: 'accepts audience none',
          fault: 'client-id-missing',
        },
      ],
    },
  ],
});
