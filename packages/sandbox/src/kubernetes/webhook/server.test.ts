import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { MutatingWebhookConfiguration } from '../objects';
import { startPodIdentityWebhook, type PodIdentityWebhook } from './server';

const ROLE = 'arn:aws:iam::111122223333:role/orders';

describe('the pod identity webhook, called by an API server', () => {
  let webhook: PodIdentityWebhook;

  beforeAll(async () => {
    webhook = await startPodIdentityWebhook({
      region: 'eu-west-1',
      annotationsOf: async (namespace, name) =>
        namespace === 'shop' && name === 'orders'
          ? { 'eks.amazonaws.com/role-arn': ROLE }
          : undefined,
    });
  });
  afterAll(() => webhook?.close());

  /** Sends a request with the URL and the certificate authority of the webhook configuration. */
  async function post(
    body: unknown,
  ): Promise<{ status?: number; content: string }> {
    const { webhooks } = webhook.configuration as MutatingWebhookConfiguration;
    const { url = '', caBundle = '' } = webhooks![0].clientConfig;
    return new Promise((resolve, reject) => {
      const outgoing = request(
        url,
        { method: 'POST', ca: Buffer.from(caBundle, 'base64') },
        async response =>
          resolve({
            status: response.statusCode,
            content: await text(response),
          }),
      );
      outgoing.on('error', reject);
      outgoing.end(JSON.stringify(body));
    });
  }

  const reviewOf = (serviceAccountName?: string) => ({
    apiVersion: 'admission.k8s.io/v1beta1',
    kind: 'AdmissionReview',
    request: {
      uid: '1',
      namespace: 'shop',
      object: {
        metadata: { name: 'one' },
        spec: { serviceAccountName, containers: [{ name: 'app' }] },
      },
    },
  });

  it('patches a pod whose ServiceAccount has a role', async () => {
    const { content } = await post(reviewOf('orders'));
    const { response, ...rest } = JSON.parse(content);
    expect(rest).toEqual({
      apiVersion: 'admission.k8s.io/v1beta1',
      kind: 'AdmissionReview',
    });
    expect(response).toMatchObject({ uid: '1', allowed: true });
    const patch = JSON.parse(Buffer.from(response.patch, 'base64').toString());
    expect(patch).toEqual([
      {
        op: 'add',
        path: '/spec/volumes',
        value: [expect.objectContaining({ name: 'aws-iam-token' })],
      },
      {
        op: 'add',
        path: '/spec/containers',
        value: [
          expect.objectContaining({
            env: expect.arrayContaining([
              { name: 'AWS_ROLE_ARN', value: ROLE },
            ]),
          }),
        ],
      },
    ]);
  });

  it.each(['other', undefined])(
    'does not change a pod of ServiceAccount %p',
    async name => {
      const { content } = await post(reviewOf(name));
      expect(JSON.parse(content).response).toEqual({ uid: '1', allowed: true });
    },
  );

  it('rejects input that is not an admission review of a pod', async () => {
    expect(await post({ kind: 'Pod' })).toEqual({
      status: 400,
      content: 'Error: This is not an AdmissionReview of a pod.',
    });
  });
});
