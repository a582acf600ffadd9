import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { InvalidResponseError } from '@backstage-irsa/core/model';
import { AwsSilentError, isDenied, isNotFound } from './errors';
import { callJson } from './callJson';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd';
const TIMEOUT_MS = 500;

describe('callJson', () => {
  let server: Server;
  let answers: { status: number; body: string }[];
  const requests: { headers: NodeJS.Dict<string | string[]>; body: string }[] =
    [];

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      requests.push({
        headers: request.headers,
        body: await text(request),
      });
      const answer = answers.shift();
      if (answer) response.writeHead(answer.status).end(answer.body);
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  });
  beforeEach(() => {
    requests.length = 0;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const ask = (...given: typeof answers) => {
    answers = given;
    const { port } = server.address() as AddressInfo;
    return callJson(
      {
        service: 'kms',
        ...{ accountId: '111122223333', region: 'eu-west-1' },
        budget: { take: async () => {} },
        credentials: async () => ({
          ...{ accessKeyId: 'AKIA', secretAccessKey: 'secret' },
          sessionToken: 'token',
        }),
        endpoint: `http://127.0.0.1:${port}`,
        requestHandler: new NodeHttpHandler({
          requestTimeout: TIMEOUT_MS,
          throwOnRequestTimeout: true,
        }),
        timeoutMs: TIMEOUT_MS,
      },
      'kms',
      'GetKeyPolicy',
      { KeyId: KEY, PolicyName: 'default' },
    );
  };
  const refusal = (type: string) => ({
    status: 400,
    body: JSON.stringify({ __type: type, message: 'no' }),
  });

  it('sends a signed request', async () => {
    expect(await ask({ status: 200, body: '{"Policy":"{}"}' })).toEqual({
      Policy: '{}',
    });
    expect(requests).toEqual([
      {
        headers: expect.objectContaining({
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'TrentService.GetKeyPolicy',
          'x-amz-security-token': 'token',
          authorization: expect.stringMatching(
            /Credential=AKIA\/\d{8}\/eu-west-1\/kms\/aws4_request/,
          ),
        }),
        body: JSON.stringify({ KeyId: KEY, PolicyName: 'default' }),
      },
    ]);
  });

  it.each([
    ['ThrottlingException', refusal('ThrottlingException')],
    ['RequestThrottled of SQS', refusal('com.amazonaws.sqs#RequestThrottled')],
    [
      'ProvisionedThroughputExceededException of DynamoDB',
      refusal('ProvisionedThroughputExceededException'),
    ],
    ['status 429', { ...refusal('Throttled'), status: 429 }],
    [
      'status 503 without JSON',
      { status: 503, body: '<h1>Service Unavailable</h1>' },
    ],
  ])('retries after %s', async (_, busy) => {
    jest.spyOn(Math, 'random').mockReturnValue(0.001);
    expect(await ask(busy, { status: 200, body: '{"Policy":"{}"}' })).toEqual({
      Policy: '{}',
    });
    expect(requests).toHaveLength(2);
    jest.restoreAllMocks();
  });

  it('reports the status of a refusal that is not JSON', async () => {
    await expect(
      ask({ status: 403, body: '<h1>Forbidden</h1>' }),
    ).rejects.toThrow('HTTP status 403');
  });

  it.each([
    ['AccessDeniedException', isDenied],
    ['com.amazonaws.kms#AccessDeniedException', isDenied],
    ['NotFoundException', isNotFound],
  ])('recognizes error %s like errors of the SDK', async (type, is) => {
    const error = await ask(refusal(type)).catch(reason => reason);
    expect(is(error)).toBe(true);
  });

  it.each([
    ['is not JSON', 'nonsense'],
    ['is too long', `"${'x'.repeat(300_000)}"`],
  ])('rejects a response that %s', async (_, body) => {
    await expect(ask({ status: 200, body })).rejects.toThrow(
      InvalidResponseError,
    );
  });

  it('reports a missing response', async () => {
    await expect(ask()).rejects.toThrow(AwsSilentError);
  });
});
