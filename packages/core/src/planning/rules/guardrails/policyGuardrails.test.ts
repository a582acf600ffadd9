import fc from 'fast-check';
import type { Statement } from '@backstage-irsa/iam-policy';
import { guardrailsBroken } from '../../../__testUtils__/guardrails';
import type { Guardrails } from '../../../model/config';

const BUCKET = 'arn:aws:s3:::uploads/*';
const inline = (statement: Partial<Statement>) => ({
  grants: [],
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Resource: '*', ...statement }],
  },
});
const rulesOf = async (
  guardrails: Partial<Guardrails>,
  statement: Partial<Statement>,
) => (await guardrailsBroken(guardrails, inline(statement))).rules;

describe('denied actions', () => {
  it.each<[string, Partial<Statement>]>([
    ['by name', { Action: 'iam:PassRole' }],
    ['in another letter case', { Action: 'IAM:PASSROLE' }],
    ['by a question mark', { Action: 'iam:Pass?ole' }],
    ['by a wildcard for the service', { Action: 'iam:*' }],
    ['by a wildcard for all actions', { Action: '*' }],
    ['by a wildcard in the prefix', { Action: '?am:PassRole' }],
    ['by NotAction', { NotAction: ['s3:*', 'iam:Get*'] }],
    ['among other actions', { Action: ['s3:GetObject', 'iam:Pa*'] }],
    [
      'under a condition',
      {
        Action: 'iam:PassRole',
        Condition: { Bool: { 'aws:SecureTransport': 'true' } },
      },
    ],
    ['on one resource', { Action: 'iam:PassRole', Resource: BUCKET }],
    [
      'with NotResource',
      { Action: 'iam:PassRole', Resource: undefined, NotResource: BUCKET },
    ],
  ])('are found %s', async (_, statement) => {
    expect(
      await rulesOf({ deniedActions: ['iam:PassRole'] }, statement),
    ).toEqual(['policyDocument denied-actions']);
  });

  it.each<[string, Partial<Statement>]>([
    ['other actions of the service', { Action: 'iam:GetRole' }],
    ['all actions except those of the service', { NotAction: 'iam:*' }],
  ])('are not found in %s', async (_, statement) => {
    expect(await rulesOf({ deniedActions: ['iam:Pass*'] }, statement)).toEqual(
      [],
    );
  });

  it('are found if the catalog has neither the service nor the action', async () => {
    const deniedActions = ['quantumbox:Open*'];
    expect(
      await rulesOf({ deniedActions }, { Action: 'quantumbox:*' }),
    ).toEqual(['policyDocument denied-actions']);
    expect(
      await rulesOf({ deniedActions }, { Action: 'QuantumBox:OpenLid' }),
    ).toEqual(['policyDocument denied-actions']);
    expect(
      await rulesOf({ deniedActions }, { Action: 'quantumbox:Close' }),
    ).toEqual([]);
  });

  it('are reported with the grant or the statement, and the actions', async () => {
    const grants = [{ service: 's3', access: 'write', resource: 'uploads' }];
    const { rules, messages } = await guardrailsBroken(
      { deniedActions: ['s3:PutObject'] },
      {
        ...inline({ Sid: 'Mine', Action: 's3:Put*', Resource: BUCKET }),
        grants,
      },
    );
    expect(rules).toEqual([
      'grants[0] denied-actions',
      'policyDocument denied-actions',
    ]);
    expect(messages[0]).toContain(
      'Statement 1 of grant s3/write on uploads allows s3:PutObject,',
    );
    expect(messages[1]).toContain(
      'Statement 1 ("Mine") of the inline document allows s3:PutObject,',
    );
  });

  it('cannot be evaded by letter case, wildcards, or other actions', async () => {
    const name = 'iam:PassRole';
    const spelling = fc
      .array(fc.constantFrom('keep', 'upper', 'one', 'any', 'drop'), {
        minLength: name.length,
        maxLength: name.length,
      })
      .map(changes =>
        [...name]
          .map((char, at) => {
            if (char === ':' || changes[at] === 'keep') return char;
            if (changes[at] === 'upper') return char.toUpperCase();
            return changes[at] === 'one' ? '?' : '*';
          })
          .join(''),
      );
    const company = fc.array(
      fc.constantFrom('s3:GetObject', 'sqs:*', 'iam:GetRole', 'x:y'),
      { maxLength: 3 },
    );
    await fc.assert(
      fc.asyncProperty(spelling, company, async (action, others) => {
        const found = await rulesOf(
          { deniedActions: ['iam:PassRole'] },
          { Action: [...others, action] },
        );
        expect(found).toEqual(['policyDocument denied-actions']);
      }),
      { numRuns: 25 },
    );
  });

  it('cannot be evaded by NotAction with other actions', async () => {
    const others = fc.array(
      fc.constantFrom(
        'iam:Get*',
        'iam:PassRol',
        's3:*',
        'iam:passRoles',
        'IAM:List?',
      ),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(others, async NotAction => {
        const found = await rulesOf(
          { deniedActions: ['iam:PassRole'] },
          { NotAction },
        );
        expect(found).toEqual(['policyDocument denied-actions']);
      }),
      { numRuns: 10 },
    );
  });

  it('cannot be evaded by any text that IAM accepts as an action', async () => {
    // Half of the characters are wildcards, so that known and unknown actions match.
    const name = fc.stringMatching(/^([*?]|[\w-]){1,9}$/);
    await fc.assert(
      fc.asyncProperty(name, async text => {
        const found = await rulesOf(
          { deniedActions: ['iam:*'] },
          { Action: `iam:${text}` },
        );
        expect(found).toEqual(['policyDocument denied-actions']);
      }),
      { numRuns: 25 },
    );
  });
});

describe('denied wildcards', () => {
  const services = { deniedWildcards: { services: ['sqs'], resources: [] } };
  const resources = { deniedWildcards: { services: [], resources: ['*'] } };

  it.each<[string, Partial<Guardrails>, Partial<Statement>, boolean]>([
    ['a whole service', services, { Action: 'sqs:*' }, true],
    [
      'a whole service by ?* in another letter case',
      services,
      { Action: 'SQS:?*' },
      true,
    ],
    ['all actions', services, { Action: '*' }, true],
    [
      'all actions except those of another service',
      services,
      { NotAction: 's3:*' },
      true,
    ],
    ['a part of the service', services, { Action: 'sqs:Send*' }, false],
    [
      'the whole of a service that is not denied',
      services,
      { Action: 'sns:*' },
      false,
    ],
    ['every resource', resources, { Action: 's3:GetObject' }, true],
    [
      'every resource of a kind',
      resources,
      { Action: 's3:GetObject', Resource: 'arn:aws:s3:::*' },
      true,
    ],
    [
      'all resources but one',
      resources,
      { Action: 's3:GetObject', Resource: undefined, NotResource: BUCKET },
      true,
    ],
    [
      'a named resource',
      resources,
      { Action: 's3:GetObject', Resource: BUCKET },
      false,
    ],
    [
      'an action without resources',
      resources,
      { Action: 'ecr:GetAuthorizationToken' },
      false,
    ],
  ])('are checked: %s', async (_, guardrails, statement, isRefused) => {
    expect(await rulesOf(guardrails, statement)).toEqual(
      isRefused ? ['policyDocument denied-wildcards'] : [],
    );
  });

  it.each(
    [
      ['s3', 'read-write', 'uploads'],
      ['sqs', 'consume', 'orders'],
      ['dynamodb', 'read', 'orders'],
      ['cloudwatch', 'publish', 'Orders'],
      ['ecr', 'pull', 'team/orders'],
    ].map(([service, access, resource]) => ({ service, access, resource })),
  )('allow the grant $service/$access', async grant => {
    const { rules } = await guardrailsBroken(
      { deniedWildcards: { services: ['*'], resources: ['*'] } },
      { grants: [grant] },
    );
    expect(rules).toEqual([]);
  });
});

const statements = (...parts: Partial<Statement>[]) => ({
  grants: [],
  policyDocument: {
    Version: '2012-10-17',
    Statement: parts.map(part => ({ Effect: 'Allow', Resource: '*', ...part })),
  },
});

describe('multiple statements', () => {
  const KEY = 'arn:aws:kms:*:*:key';
  const denied = { deniedWildcards: { services: ['kms'], resources: ['kms'] } };
  const decrypt = (Resource: string) => ({ Action: 'kms:Decrypt', Resource });

  it('cannot allow a whole service together', async () => {
    const { rules, messages } = await guardrailsBroken(
      { deniedWildcards: { services: ['kms'], resources: [] } },
      statements(
        { Action: [...'ABCDEFGHIJKLM'].map(char => `kms:${char}*`) },
        { Action: [...'NOPQRSTUVWXYZ'].map(char => `kms:${char}*`) },
      ),
    );
    expect(rules).toEqual(['policyDocument denied-wildcards']);
    expect(messages[0]).toMatch(
      /^Statement 1 of the inline document, Statement 2 of the inline document together allow every action of kms, such as kms:\w+ on \S+\. /,
    );
  });

  it.each([
    [
      'each possible first character',
      [...'0123456789abcdef'].map(char => `${KEY}/${char}*`),
    ],
    ['a wildcard for any name', [`${KEY}/?*`]],
    ['a character that each name contains', [`${KEY}/*-*`]],
  ])('cannot cover every resource by %s', async (_, resources) => {
    const { rules, messages } = await guardrailsBroken(
      denied,
      statements(...resources.map(decrypt)),
    );
    expect(rules).toEqual(['policyDocument denied-wildcards']);
    expect(messages[0]).toContain(
      'such as kms:Decrypt on arn:aws:kms:eu-west-1:111122223333:key/',
    );
  });

  it('can cover a few resources', async () => {
    const { rules } = await guardrailsBroken(
      denied,
      statements(decrypt(`${KEY}/1234abcd`), decrypt(`${KEY}/5678abcd`)),
    );
    expect(rules).toEqual([]);
  });

  it('can deny excess permissions of another statement', async () => {
    const { rules } = await guardrailsBroken(
      { deniedActions: ['s3:*BucketPolicy'] },
      statements(
        { Action: 's3:*', Resource: 'arn:aws:s3:::uploads*' },
        { Effect: 'Deny', Action: 's3:*BucketPolicy' },
      ),
    );
    expect(rules).toEqual([]);
  });
});

describe('maximum permissions', () => {
  const maximumPermissions = {
    Version: '2012-10-17' as const,
    Statement: [
      {
        Effect: 'Allow' as const,
        Action: ['s3:*'],
        Resource: ['arn:aws:s3:::uploads', 'arn:aws:s3:::uploads/*'],
      },
    ],
  };

  it('allow permissions within the maximum', async () => {
    const grants = [{ service: 's3', access: 'write', resource: 'uploads' }];
    const { rules } = await guardrailsBroken(
      { maximumPermissions },
      { grants },
    );
    expect(rules).toEqual([]);
  });

  it('reject permissions beyond the maximum, and name them', async () => {
    const { rules, messages } = await guardrailsBroken(
      { maximumPermissions },
      inline({ Action: 's3:Get*', Resource: 'arn:aws:s3:::up*' }),
    );
    expect(rules).toEqual(['policyDocument maximum-permissions']);
    expect(messages[0]).toMatch(
      /^Statement 1 of the inline document allows s3:Get\w+, .* and \d+ more on arn:aws:s3:::up\*, which exceeds .*, such as s3:Get\w+ on arn:aws:s3:::up/,
    );
  });
});
