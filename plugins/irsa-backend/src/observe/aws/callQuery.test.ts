import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { InvalidResponseError } from '@backstage-irsa/core/model';
import { isDenied, isNotFound } from './errors';
import { queryEntries } from './callQuery';

describe('queryEntries', () => {
  let server: Server;
  let answer: { status: number; body: string };
  const bodies: string[] = [];

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      bodies.push(await text(request));
      response.writeHead(answer.status).end(answer.body);
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  });
  afterAll(() => server.close());

  const ask = (body: string, status = 200) => {
    answer = { status, body };
    const { port } = server.address() as AddressInfo;
    return queryEntries(
      {
        ...{ service: 'sns', accountId: '111122223333', region: 'eu-west-1' },
        budget: { take: async () => {} },
        credentials: async () => ({ accessKeyId: 'A', secretAccessKey: 's' }),
        endpoint: `http://127.0.0.1:${port}`,
        requestHandler: new NodeHttpHandler(),
        timeoutMs: 500,
      },
      { Action: 'GetTopicAttributes', TopicArn: 'arn:a&b' },
    );
  };
  const entry = (key: string, value: string) =>
    `<entry>\n<key>${key}</key><value>${value}</value></entry>`;
  const refusal = (code: string) =>
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`;

  it('sends a form and reads the entries as text', async () => {
    const policy = entry(
      'Policy',
      '{&quot;a&quot;:&quot;&lt;&#233;&amp;&#x41;&quot;}',
    );
    expect(
      await ask(
        `<GetTopicAttributesResponse>${policy}${entry(
          'Owner',
          '',
        )}</GetTopicAttributesResponse>`,
      ),
    ).toEqual({ Policy: '{"a":"<é&A"}', Owner: '' });
    expect(bodies).toEqual(['Action=GetTopicAttributes&TopicArn=arn%3Aa%26b']);
  });

  it.each([
    ['NotFound', isNotFound],
    ['AuthorizationError', isDenied],
  ])('recognizes error %s like errors of the SDK', async (code, is) => {
    const error = await ask(refusal(code), 403).catch(reason => reason);
    expect(is(error)).toBe(true);
  });

  it('rejects a response that is not XML', async () => {
    await expect(ask('nonsense')).rejects.toThrow(InvalidResponseError);
  });
});
