import type { NamedPolicy, Statement } from '../document/types';
import { policy } from '../__testUtils__/cases';
import { summarizePermissions } from './summarize';
import type { ActionCatalogue, CatalogueService } from './types';

const services: CatalogueService[] = [
  {
    prefix: 's3',
    title: 'S3',
    actions: [
      { name: 'GetObject', level: 'Read' },
      { name: 'GetObjectTagging', level: 'Read' },
      { name: 'ListBucket', level: 'List' },
      { name: 'PutObject', level: 'Write' },
      { name: 'PutBucketPolicy', level: 'Permissions management' },
      { name: 'PutObjectTagging', level: 'Tagging' },
    ],
  },
  {
    prefix: 'sqs',
    title: 'SQS',
    actions: [
      { name: 'SendMessage', level: 'Write' },
      { name: 'ListQueues', level: 'List' },
    ],
  },
  {
    prefix: 'acm',
    title: 'Certificate Manager',
    actions: [{ name: 'ListCertificates', level: 'List' }],
  },
];
const catalogue: ActionCatalogue = {
  prefixes: () => services.map(({ prefix }) => prefix),
  service: prefix =>
    services.find(service => service.prefix === prefix.toLowerCase()),
};

const allow = (
  Action: string | string[],
  Resource: string | string[] = '*',
  more: Partial<Statement> = {},
): Statement => ({ Effect: 'Allow', Action, Resource, ...more });
const deny = (
  Action: string | string[],
  Resource: string | string[] = '*',
  more: Partial<Statement> = {},
): Statement => ({ Effect: 'Deny', Action, Resource, ...more });

/** Formats each cell as a line: `s3 Write limited: s3:PutObject @ arn:…`. */
function lines(
  policies: NamedPolicy[],
  permissionsBoundary?: NamedPolicy,
): string[] {
  return summarizePermissions(policies, {
    catalogue,
    permissionsBoundary,
  }).services.flatMap(({ service, levels }) =>
    levels.map(
      ({ level, extent, actions, resources }) =>
        `${service} ${level} ${extent}: ${actions.join(' ')} @ ${resources.join(
          ' ',
        )}`,
    ),
  );
}

describe('summarizePermissions', () => {
  it('groups by service and level, the riskiest first', () => {
    expect(lines([policy(allow('*'))])).toEqual([
      's3 Permissions management full: s3:PutBucketPolicy @ *',
      's3 Write full: s3:PutObject @ *',
      's3 Tagging full: s3:PutObjectTagging @ *',
      's3 Read full: s3:GetObject s3:GetObjectTagging @ *',
      's3 List full: s3:ListBucket @ *',
      'sqs Write full: sqs:SendMessage @ *',
      'sqs List full: sqs:ListQueues @ *',
      'acm List full: acm:ListCertificates @ *',
    ]);
  });

  it.each<[string, NamedPolicy[], NamedPolicy | undefined, string[]]>([
    [
      'some actions of a level',
      [policy(allow('s3:GetObject'))],
      undefined,
      ['s3 Read limited: s3:GetObject @ *'],
    ],
    [
      'some resources',
      [policy(allow('s3:PutObject', ['arn:aws:s3:::b/*', 'arn:aws:s3:::a/*']))],
      undefined,
      ['s3 Write limited: s3:PutObject @ arn:aws:s3:::a/* arn:aws:s3:::b/*'],
    ],
    [
      'conditions',
      [
        policy(
          allow('sqs:SendMessage', '*', {
            Condition: { Bool: { 'aws:SecureTransport': 'true' } },
          }),
        ),
      ],
      undefined,
      ['sqs Write limited: sqs:SendMessage @ *'],
    ],
    [
      'two policies that complete a level',
      [policy(allow('s3:GetObject')), policy(allow('s3:GetObjectTagging'))],
      undefined,
      ['s3 Read full: s3:GetObject s3:GetObjectTagging @ *'],
    ],
    [
      'wildcards in any letter case',
      [policy(allow('S3:*objecttagging'))],
      undefined,
      [
        's3 Tagging full: s3:PutObjectTagging @ *',
        's3 Read limited: s3:GetObjectTagging @ *',
      ],
    ],
    [
      'NotAction',
      [
        policy({
          Effect: 'Allow',
          NotAction: ['s3:*', 'sqs:*'],
          Resource: '*',
        }),
      ],
      undefined,
      ['acm List full: acm:ListCertificates @ *'],
    ],
    [
      'NotResource',
      [
        policy({
          Effect: 'Allow',
          Action: 'sqs:SendMessage',
          NotResource: 'arn:aws:sqs:*:*:x',
        }),
      ],
      undefined,
      ['sqs Write limited: sqs:SendMessage @ everything but arn:aws:sqs:*:*:x'],
    ],
    [
      'an action that is fully denied',
      [policy(allow('sqs:*'), deny('sqs:Send*'))],
      undefined,
      ['sqs List full: sqs:ListQueues @ *'],
    ],
    [
      'an action that is denied on some resources',
      [policy(allow('sqs:SendMessage'), deny('sqs:*', 'arn:aws:sqs:*:*:x'))],
      undefined,
      ['sqs Write limited: sqs:SendMessage @ *'],
    ],
    [
      'an action that is denied under conditions',
      [
        policy(
          allow('sqs:SendMessage'),
          deny('*', '*', {
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ),
      ],
      undefined,
      ['sqs Write limited: sqs:SendMessage @ *'],
    ],
    [
      'a boundary that omits a service',
      [policy(allow(['sqs:SendMessage', 's3:PutObject']))],
      policy(allow('sqs:*')),
      ['sqs Write full: sqs:SendMessage @ *'],
    ],
    [
      'a boundary that allows some resources',
      [policy(allow('sqs:SendMessage'))],
      policy(allow('sqs:*', 'arn:aws:sqs:*:*:x')),
      ['sqs Write limited: sqs:SendMessage @ arn:aws:sqs:*:*:x'],
    ],
    [
      'a boundary that denies',
      [policy(allow('sqs:*'))],
      policy(allow('*'), deny('sqs:SendMessage')),
      ['sqs List full: sqs:ListQueues @ *'],
    ],
    [
      'every action on resources of only one service',
      [policy(allow('*', 'arn:aws:sqs:*:*:x'))],
      undefined,
      [
        'sqs Write limited: sqs:SendMessage @ arn:aws:sqs:*:*:x',
        'sqs List limited: sqs:ListQueues @ arn:aws:sqs:*:*:x',
      ],
    ],
    [
      'a Deny and a boundary on the resources of another service',
      [policy(allow('sqs:SendMessage'), deny('*', 'arn:aws:s3:::b'))],
      policy(allow('*', 'arn:aws:s3:::b'), allow('sqs:*')),
      ['sqs Write full: sqs:SendMessage @ *'],
    ],
    [
      'a boundary that allows only another service',
      [policy(allow('sqs:SendMessage'))],
      policy(allow('*', 'arn:aws:s3:::b')),
      [],
    ],
    ['an empty list of policies', [], undefined, []],
  ])('respects %s', (_what, policies, boundary, expected) => {
    expect(lines(policies, boundary)).toEqual(expected);
  });

  it('ignores a broken document, and a broken boundary denies everything', () => {
    const broken: NamedPolicy = {
      name: 'broken',
      document: JSON.parse(
        '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{}]}',
      ),
    };
    expect(lines([broken, policy(allow('sqs:SendMessage'))])).toEqual([
      'sqs Write full: sqs:SendMessage @ *',
    ]);
    expect(lines([policy(allow('*'))], broken)).toEqual([]);
  });

  it('names actions that are missing in the catalog', () => {
    const policies = [
      policy(allow(['s3:GetObject', 's3:FlyToMoon', 'moon:*', '*'])),
    ];
    expect(
      summarizePermissions(policies, { catalogue }).unknownActions,
    ).toEqual(['moon:*', 's3:FlyToMoon']);
  });
});
