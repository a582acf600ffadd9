import { loadCatalogue } from '../catalogue';
import type { Statement } from '../document/types';
import type { ActionCatalogue } from '../summary/types';
import { ExpandedPolicies } from './expanded-policies';

let catalogue: ActionCatalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue();
});

type Part = Partial<Statement>;

const expand = (...statements: Part[]) =>
  new ExpandedPolicies(
    [
      {
        name: 'p',
        document: {
          Version: '2012-10-17',
          Statement: statements.map(one => ({
            Effect: 'Allow',
            Resource: '*',
            ...one,
          })),
        },
      },
    ],
    { catalogue },
  );
const whole = (...statements: Part[]) =>
  expand(...statements)
    .wholeServices()
    .map(({ service }) => service);
const unlimited = (...statements: Part[]) =>
  expand(...statements)
    .unlimitedActions(
      () => true,
      () => true,
    )
    .flatMap(({ actions }) => actions);

/** Creates one statement per character. */
const each = (characters: string, part: (char: string) => Part): Part[] =>
  [...characters].map(part);
const HEX = '0123456789abcdef';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const KEYS = 'arn:aws:kms:*:*:key';
const decrypt = (...Resource: string[]): Part => ({
  Action: 'kms:Decrypt',
  Resource,
});
const deny = (statement: Part): Part => ({ Effect: 'Deny', ...statement });

describe('whole services', () => {
  it.each<[string, Part[], string[]]>([
    ['by a wildcard', [{ Action: 'sqs:*' }], ['sqs']],
    ['by ?* in another letter case', [{ Action: 'SQS:?*' }], ['sqs']],
    [
      'by two statements',
      [
        {
          Action: ['kms:A*', 'kms:B*', 'kms:C*', 'kms:D*', 'kms:E*', 'kms:G*'],
        },
        {
          Action: [
            'kms:I*',
            'kms:L*',
            'kms:P*',
            'kms:R*',
            'kms:S*',
            'kms:T*',
            'kms:U*',
            'kms:V*',
          ],
        },
      ],
      ['kms'],
    ],
    [
      'by each first letter',
      each(LETTERS, char => ({ Action: `kms:${char}*` })),
      ['kms'],
    ],
    [
      'except one denied action',
      [{ Action: 'kms:*' }, deny({ Action: 'kms:ListAliases' })],
      ['kms'],
    ],
    [
      'on one resource',
      [{ Action: 'sqs:*', Resource: 'arn:aws:sqs:*:*:orders' }],
      ['sqs'],
    ],
    [
      'by NotAction',
      [{ NotAction: 'iam:*' }, deny({ NotAction: ['sqs:*'] })],
      ['sqs'],
    ],
    ['that are denied', [{ Action: 'sqs:*' }, deny({ Action: 'sqs:*' })], []],
    [
      'that are denied under a condition',
      [
        { Action: 'sqs:*' },
        deny({
          Action: 'sqs:*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      ],
      ['sqs'],
    ],
    [
      'that are allowed only in part',
      [{ Action: ['sqs:Send*', 'sqs:Get*'] }],
      [],
    ],
  ])('%s', (_, statements, expected) => {
    expect(whole(...statements)).toEqual(expected);
  });

  it('include all services for a policy that allows everything', () => {
    expect(whole({ Action: '*' })).toEqual(catalogue.prefixes());
  });
});

describe('unlimited actions', () => {
  it.each<[string, Part[], boolean]>([
    ['*', [decrypt('*')], true],
    ['every key', [decrypt(`${KEYS}/*`)], true],
    [
      'every key of an account',
      [decrypt('arn:aws:kms:eu-west-1:111122223333:key/*')],
      true,
    ],
    ['an incomplete ARN', [decrypt('arn:aws:kms')], true],
    ['?*', [decrypt(`${KEYS}/?*`)], true],
    ['*-*', [decrypt(`${KEYS}/*-*`)], true],
    ['names with a common character', [decrypt(`${KEYS}/*a*`)], true],
    ['names of one length', [decrypt(`${KEYS}/${'?'.repeat(36)}`)], true],
    [
      'names with each first character',
      [decrypt(...[...HEX].map(char => `${KEYS}/${char}*`))],
      true,
    ],
    [
      'names with each first character, in separate statements',
      each(HEX, char => decrypt(`${KEYS}/${char}*`)),
      true,
    ],
    [
      'names with each last character',
      each(HEX, char => decrypt(`${KEYS}/*${char}`)),
      true,
    ],
    [
      'names with half of the first characters',
      each('02468ace', char => decrypt(`${KEYS}/${char}*`)),
      true,
    ],
    [
      'names with each first character, in separate regions',
      each(HEX, char => decrypt(`arn:aws:kms:eu-${char}*:*:key/${char}*`)),
      true,
    ],
    [
      'wildcards that match across colons',
      each(HEX, char => decrypt(`arn:aws:kms:*4444*6666:key/${char}*`)),
      true,
    ],
    [
      'one wildcard for partition, region, and account',
      [decrypt('arn:*key/*-*')],
      true,
    ],
    [
      'everything but a key that does not exist',
      [
        {
          Action: 'kms:Decrypt',
          Resource: undefined,
          NotResource: 'arn:aws:kms:::none',
        },
      ],
      true,
    ],
    [
      'everything but one key',
      [
        {
          Action: 'kms:Decrypt',
          Resource: undefined,
          NotResource: `${KEYS}/0000`,
        },
      ],
      true,
    ],
    [
      'everything but the keys of one account',
      [
        {
          Action: 'kms:Decrypt',
          Resource: undefined,
          NotResource: 'arn:aws:kms:*:111122223333:key/*',
        },
      ],
      true,
    ],
    [
      'all keys but one, through a Deny',
      [decrypt('*'), deny(decrypt(`${KEYS}/0000`))],
      true,
    ],
    [
      'only one key, through a Deny',
      [
        decrypt('*'),
        deny({
          Action: 'kms:*',
          Resource: undefined,
          NotResource: `${KEYS}/0000`,
        }),
      ],
      false,
    ],
    [
      'only the keys of one region, through a Deny',
      [
        decrypt('*'),
        deny({
          Action: 'kms:*',
          Resource: undefined,
          NotResource: 'arn:aws:kms:eu-west-1:*:key/*',
        }),
      ],
      true,
    ],
    [
      'everything but all keys of one partition',
      [
        {
          Action: 'kms:Decrypt',
          Resource: undefined,
          NotResource: 'arn:aws:kms:*',
        },
      ],
      true,
    ],
    [
      'everything but all keys',
      [
        {
          Action: 'kms:Decrypt',
          Resource: undefined,
          NotResource: 'arn:*:kms:*',
        },
      ],
      false,
    ],
    [
      'one key',
      [decrypt(`${KEYS}/1234abcd-12ab-34cd-56ef-1234567890ab`)],
      false,
    ],
    ['keys with the same first characters', [decrypt(`${KEYS}/1234*`)], false],
    ['resources of another service', [decrypt('arn:aws:s3:::*')], false],
  ])('on %s', (_, statements, expected) => {
    expect(unlimited(...statements)).toEqual(expected ? ['kms:Decrypt'] : []);
  });

  it.each<[string, string, boolean]>([
    ['s3:GetObject', 'arn:aws:s3:::*', true],
    ['s3:GetObject', 'arn:aws:s3:::*/*', true],
    ['s3:GetObject', 'arn:aws:s3:::uploads/*', false],
    ['s3:ListBucket', 'arn:aws:s3:::up*', false],
    ['sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:*', true],
    ['sqs:SendMessage', 'arn:aws:sqs:*:*:*-?*', true],
    ['sqs:SendMessage', 'arn:aws:sqs:*:*:orders', false],
    ['sqs:SendMessage', 'arn:aws:sqs:*:*:*-dlq', false],
    ['dynamodb:GetItem', 'arn:aws:dynamodb:*:*:table/*', true],
    [
      'secretsmanager:GetSecretValue',
      'arn:aws:secretsmanager:*:*:secret:*-??????',
      true,
    ],
    [
      'secretsmanager:GetSecretValue',
      'arn:aws:secretsmanager:*:*:secret:shop/*',
      false,
    ],
    ['ssm:GetParameter', 'arn:aws:ssm:*:*:parameter/shop/*', false],
    ['logs:PutLogEvents', 'arn:aws:logs:*:*:log-group:/aws/lambda/*', false],
    ['ecr:GetAuthorizationToken', '*', false],
  ])('%s on %s: %s', (Action, Resource, expected) => {
    expect(unlimited({ Action, Resource })).toEqual(expected ? [Action] : []);
  });

  it('ignore excluded statements and services', () => {
    const expanded = expand(decrypt('*'), { Action: 's3:GetObject' });
    const isFirst = ({ statement }: { statement: number }) => statement === 0;
    expect(expanded.unlimitedActions(() => true, isFirst)).toHaveLength(1);
    expect(
      expanded.unlimitedActions(
        service => service === 'sqs',
        () => true,
      ),
    ).toEqual([]);
  });

  it('come with an example request', () => {
    const expanded = expand(decrypt(`${KEYS}/*-*`));
    const [found] = expanded.unlimitedActions(
      () => true,
      () => true,
    );
    expect(found.statements).toEqual([{ policy: 'p', statement: 0 }]);
    expect(expanded.requestFor(found)).toEqual({
      action: 'kms:Decrypt',
      resource: 'arn:aws:kms:eu-west-1:111122223333:key/example-example',
    });
  });
});

it('expanding finds all grants even if service prefixes contain too many wildcards', () => {
  const letters = [...LETTERS.toLowerCase()];
  const many = expand({ Action: letters.map(char => `*${char}:Decrypt*`) });
  expect(many.wholeServices().map(({ service }) => service)).toContain('kms');
  const denied = expand(
    { Action: 'kms:*' },
    deny({ Action: letters.map(char => `*${char}:*`) }),
  );
  expect(denied.wholeServices().map(({ service }) => service)).toEqual(['kms']);
});
