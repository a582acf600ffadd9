import fc from 'fast-check';
import { type AwsFixture, startAwsFixture } from './__testUtils__/awsFixture';
import { answerAws } from './handler';

const word = fc.constantFrom(
  'clusters',
  'prod-eu',
  'node-groups',
  '%zz',
  '%2F',
  '..',
  '',
  'ü',
);

const scope = fc
  .constantFrom('iam', 'sts', 'eks', 's3', 'ec2', '')
  .map(
    service =>
      `AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  );

const text = fc.constantFrom(
  'Action=CreateRole&Version=2010-05-08&Tags.member.1.Key=%zz',
  'Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn:aws:iam::111122223333:role/x&RoleSessionName=ab&WebIdentityToken=a.b.c',
  'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a/b/c/d/aws4_request',
  'list-type=2&max-keys=x',
  '<xml',
  '',
);

describe('answerAws', () => {
  let fixture: AwsFixture;

  beforeAll(async () => {
    fixture = await startAwsFixture();
  });

  afterAll(() => fixture.close());

  it('answers any input with a client error', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          method: fc.constantFrom('GET', 'HEAD', 'PUT', 'POST', 'DELETE'),
          path: fc
            .array(word, { maxLength: 4 })
            .map(words => `/${words.join('/')}`),
          query: fc.oneof(text, fc.string()),
          authorization: fc.option(fc.oneof(scope, fc.string())),
          body: fc.oneof(text, fc.string()),
        }),
        async ({ authorization, body, ...request }) => {
          const { status } = await answerAws(fixture.world, {
            ...request,
            headers: new Map([
              ['host', '127.0.0.1'],
              ['x-amz-date', '20260101T000000Z'],
              ...(authorization === null
                ? []
                : [['authorization', authorization] as const]),
            ]),
            body: Buffer.from(body),
          });
          expect([400, 403, 404, 501]).toContain(status);
        },
      ),
      { numRuns: 100 },
    );
  });
});
