import {
  coreServices,
  createServiceFactory,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { STSClient, STSServiceException } from '@aws-sdk/client-sts';
import { CoreV1Api } from '@kubernetes/client-node';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { specOf } from '../__testUtils__/core';
import { givenDatabase } from '../__testUtils__/given';

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

/** Returns a logger that records every line, including debug output. */
function keepingLogger(lines: string[]): LoggerService {
  const keep = (message: string | Error, meta?: object) =>
    lines.push(
      message instanceof Error ? `${message.stack}` : message,
      JSON.stringify(meta ?? {}),
    );
  const logger: LoggerService = {
    error: keep,
    warn: keep,
    info: keep,
    debug: keep,
    child: () => logger,
  };
  return logger;
}

describe('secrets', () => {
  const lines: string[] = [];
  const tokens: string[] = [];
  let host: TestHost;
  let rows: () => Promise<string>;

  beforeAll(async () => {
    const knex = await databases.init('SQLITE_3');
    const real = CoreV1Api.prototype.createNamespacedServiceAccountToken;
    jest
      .spyOn(CoreV1Api.prototype, 'createNamespacedServiceAccountToken')
      .mockImplementation(async function record(this: CoreV1Api, ...args) {
        const answer = await real.apply(this, args);
        tokens.push(answer.status?.token ?? '');
        return answer;
      });
    const logger = keepingLogger(lines);
    host = await startTestHost({
      features: [
        createServiceFactory({
          service: coreServices.rootLogger,
          deps: {},
          factory: () => logger,
        }),
        givenDatabase(knex),
      ],
    });
    rows = async () => {
      const tables = await knex('sqlite_master')
        .where({ type: 'table' })
        .select('name');
      const contents = await Promise.all(
        tables.map(({ name }) => knex(name).select('*')),
      );
      return JSON.stringify(contents);
    };
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await host?.stop();
  });

  it('do not appear in any log line, row, error, or response', async () => {
    const answers = [await host.put(specOf())];
    const { id, roleArn } = answers[0].body.serviceAccount;
    answers.push(
      await host.post(`/service-accounts/${id}/verifications`, { live: true }),
    );
    const { roles } = host.sandbox.world.accounts.get('111122223333')!;
    const role = [...roles.values()].find(({ arn }) => arn === roleArn)!;
    role.trustPolicy = role.trustPolicy.replace(':uploads', ':other');
    answers.push(
      await host.post(`/service-accounts/${id}/verifications`, { live: true }),
      await host.get(`/service-accounts/${id}`),
    );
    expect(answers[2].body.liveProof.result).toBe('refused');

    // People paste text from their logs, which can include tokens and session credentials.
    const [session] = host.sandbox.world.sessions.values();
    const pasted = [
      `Not authorized to perform sts:AssumeRoleWithWebIdentity with ${tokens[0]}`,
      `User: ${session.accessKeyId} is not authorized to perform: s3:GetObject on resource: ${tokens[1]}`,
      `AWS_SECRET_ACCESS_KEY=${session.secretAccessKey} AWS_SESSION_TOKEN=${session.sessionToken} Unable to locate credentials`,
      `config profile (${tokens[0]}) could not be found: ${session.secretAccessKey}`,
      // The request is refused because the text is too long.
      `${tokens[0]} `.repeat(100),
    ];
    for (const text of pasted) {
      answers.push(
        await host.post(`/service-accounts/${id}/diagnoses`, { text }),
      );
    }
    const diagnoses = answers.slice(-pasted.length);
    expect(diagnoses.map(({ status }) => status)).toEqual([
      200, 200, 200, 200, 413,
    ]);
    for (const { body } of diagnoses.slice(0, -1)) {
      expect(body.recognized).not.toEqual([]);
    }
    for (const path of ['verifications', 'permissions', 'chain']) {
      answers.push(await host.get(`/service-accounts/${id}/${path}`));
    }
    answers.push(
      await host.get('/checks'),
      await host.get('/service-accounts'),
      await host.get('/exports/changes?format=json'),
    );
    role.trustPolicy = role.trustPolicy.replace(':other', ':uploads');
    jest
      .spyOn(STSClient.prototype, 'send')
      .mockImplementationOnce(async command => {
        const { input } = command as { input: object };
        // A proxy or SDK can include the whole request in its error message.
        throw new STSServiceException({
          name: 'ValidationError',
          message: JSON.stringify(input),
          $fault: 'client',
          $metadata: {},
        });
      });
    answers.push(
      await host.post(`/service-accounts/${id}/verifications`, { live: true }),
    );
    expect(answers.at(-1)?.body.liveProof.result).toBe('failed');

    const sessions = [...host.sandbox.world.sessions.values()];
    const secrets = [
      ...tokens,
      ...sessions.flatMap(one => [
        one.accessKeyId,
        one.secretAccessKey,
        one.sessionToken,
      ]),
      ...[...host.sandbox.administrators.values()].flatMap(keys => [
        keys.accessKeyId,
        keys.secretAccessKey,
      ]),
      ...[...host.sandbox.world.clusters.values()].flatMap(({ users }) => [
        ...users.keys(),
      ]),
    ];
    expect(tokens).toHaveLength(4);
    expect(sessions.length).toBeGreaterThanOrEqual(2);

    const stored = await rows();
    expect(stored).toContain(roleArn);
    expect(lines.join('\n')).toContain('Created role');
    const texts = [
      lines.join('\n'),
      stored,
      ...answers.map(({ text }) => text),
      ...answers.map(({ headers }) => JSON.stringify(headers)),
    ];
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(10);
      for (const text of texts) {
        expect(text.includes(secret)).toBe(false);
      }
    }
  });
});
