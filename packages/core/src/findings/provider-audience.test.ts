import { orphanSubject, providerSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { check } from './provider-audience';

governanceTester(check, {
  clean: [
    { name: 'a provider with the audience', subject: providerSubject() },
    {
      name: 'a provider with the audience and another one',
      subject: providerSubject({ clientIds: ['other', 'sts.amazonaws.com'] }),
    },
    {
      name: 'a provider without a cluster, which orphaned-oidc-provider reports',
      subject: {
        ...orphanSubject('oidc.eks.eu-west-1.amazonaws.com/id/DEAD'),
      },
    },
  ],
  found: [
    {
      name: 'a provider with another audience',
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
      name: 'a provider without an audience',
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
