import { podIdentityWebhook } from '../bootstrap/webhook';
import { makeServingCertificates } from '../certificates';
import { isWebhookActive } from './podIdentity';

describe('isWebhookActive', () => {
  let certificate: string;

  beforeAll(async () => {
    certificate = (await makeServingCertificates('test', ['localhost']))
      .certificateAuthority;
  });

  it('is true when EKS has installed it', () => {
    expect(isWebhookActive([podIdentityWebhook(certificate)])).toBe(true);
  });

  const changed = (change: object) => {
    const configuration = podIdentityWebhook(certificate);
    Object.assign((configuration.webhooks ?? [])[0], change);
    return [configuration];
  };
  it.each<[string, () => Parameters<typeof isWebhookActive>[0]]>([
    ['there is no configuration', () => []],
    ['it has no CA bundle', () => changed({ clientConfig: {} })],
    [
      'its CA bundle is not a certificate',
      () => changed({ clientConfig: { caBundle: 'LS0t' } }),
    ],
    [
      'it receives v1 reviews, which it does not answer',
      () => changed({ admissionReviewVersions: ['v1', 'v1beta1'] }),
    ],
    [
      'its rules do not cover pods',
      () => changed({ rules: [{ resources: ['x'] }] }),
    ],
    [
      'it is another webhook',
      () => [
        {
          ...podIdentityWebhook(certificate),
          metadata: { name: 'sidecars' },
          webhooks: changed({ name: 'sidecars.example.com' })[0].webhooks,
        },
      ],
    ],
  ])('is false when %s', (_, configurations) => {
    expect(isWebhookActive(configurations())).toBe(false);
  });
});
