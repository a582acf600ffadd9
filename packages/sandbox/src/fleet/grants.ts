import { addPolicy, type StatementText } from '../company/iam';
import type { Account } from '../state/account';

/** The statements for a team's services, by the IAM prefix of the AWS service. */
const STATEMENTS: Record<
  string,
  (team: string, account: string) => StatementText[]
> = {
  s3: team => onBucket(`${team}-data`),
  sqs: (team, account) => [
    allow(
      ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage'],
      `arn:aws:sqs:*:${account}:${team}-*`,
    ),
  ],
  sns: (team, account) => [
    allow(['sns:Publish'], `arn:aws:sns:*:${account}:${team}-*`),
  ],
  dynamodb: (team, account) => [
    allow(
      ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
      `arn:aws:dynamodb:*:${account}:table/${team}-*`,
    ),
  ],
  secretsmanager: (team, account) => [
    allow(
      ['secretsmanager:GetSecretValue'],
      `arn:aws:secretsmanager:*:${account}:secret:${team}/*`,
    ),
  ],
  kms: (_team, account) => [
    {
      ...allow(
        ['kms:Decrypt', 'kms:GenerateDataKey'],
        `arn:aws:kms:*:${account}:key/*`,
      ),
      Condition: { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } },
    },
  ],
};

/** The AWS services that roles of the fleet are granted, by IAM prefix. */
export const GRANTED_SERVICES = Object.keys(STATEMENTS);

function onBucket(name: string): StatementText[] {
  return [
    allow(['s3:GetObject', 's3:PutObject'], `arn:aws:s3:::${name}/*`),
    allow(['s3:ListBucket'], `arn:aws:s3:::${name}`),
  ];
}

function allow(actions: string[], resource: string): StatementText {
  return { Effect: 'Allow', Action: actions, Resource: resource };
}

/** The policy texts of one account. Roles with the same policy share its text, because thousands of copies would fill the memory. */
export class Grants {
  readonly #account: Account;
  readonly #texts = new Map<string, string>();

  private constructor(account: Account) {
    this.#account = account;
  }

  static create(account: Account): Grants {
    return new Grants(account);
  }

  /** Returns the ARN of a team's managed policy for a service. Creates the policy at the first call. */
  managed(team: string, service: string, createdAt: Date): string {
    const name = `${team}-${service}`;
    const { partition, id } = this.#account;
    const arn = `arn:${partition}:iam::${id}:policy/teams/${name}`;
    if (!this.#account.policies.has(arn)) {
      addPolicy(this.#account, {
        name,
        path: '/teams/',
        document: this.inline(team, service),
        createdAt,
        tags: [{ key: 'team', value: team }],
      });
    }
    return arn;
  }

  /** Like `managed`, but returns the policy text. */
  inline(team: string, service: string): string {
    return this.#text(`${team}/${service}`, () =>
      STATEMENTS[service](team, this.#account.id),
    );
  }

  /** Returns the policy text for the use of one bucket. */
  bucket(name: string): string {
    return this.#text(`bucket/${name}`, () => onBucket(name));
  }

  /** Returns the policy text that allows all S3 actions. */
  everythingInS3(): string {
    return this.#text('*', () => [allow(['s3:*'], '*')]);
  }

  #text(key: string, statements: () => StatementText[]): string {
    const known = this.#texts.get(key);
    if (known !== undefined) {
      return known;
    }
    const text = JSON.stringify({
      Version: '2012-10-17',
      Statement: statements(),
    });
    this.#texts.set(key, text);
    return text;
  }
}
