import fc from 'fast-check';
import { loadCatalogue } from '../catalogue';
import { joinDocuments } from '../document/join';
import type { PolicyDocument, Statement } from '../document/types';
import type { ActionCatalogue, CatalogueService } from '../summary/types';
import { allows } from './confirm';
import { excessOf } from './excess';
import { ExpandedPolicies } from './expanded-policies';

let catalogue: ActionCatalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue();
});

type Part = Partial<Statement>;

const documentOf = (...statements: Part[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements.map(statement => ({ Effect: 'Allow', ...statement })),
});
const excess = (statements: Part[], ...maximum: Part[]) => {
  const policies = [{ name: 'p', document: documentOf(...statements) }];
  const limit = { name: 'maximum', document: documentOf(...maximum) };
  const found = excessOf(policies, limit, { catalogue });
  for (const { result, request } of found) {
    if (result === 'unknown') continue;
    expect(allows(policies, request)).toBe(true);
    expect(allows([limit], request)).toBe(false);
  }
  return found;
};

const BUCKET = 'arn:aws:s3:::uploads';
const OBJECTS = `${BUCKET}/*`;
const get = (Resource: string | string[]): Part => ({
  Action: 's3:GetObject',
  Resource,
});
const put = (Resource: string): Part => ({ Action: 's3:PutObject', Resource });
const deny = (statement: Part): Part => ({ Effect: 'Deny', ...statement });
const read = { Action: ['s3:Get*', 's3:List*'], Resource: '*' };
const SECURE = { Bool: { 'aws:SecureTransport': 'true' } };
const HOME = `${BUCKET}/\${aws:PrincipalTag/team}/*`;

describe('the excess over a maximum', () => {
  it.each<[string, Part[], Part[]]>([
    ['the same permissions', [get(OBJECTS)], [get(OBJECTS)]],
    ['a part of the maximum', [get(OBJECTS)], [read]],
    [
      'a resource that another statement of the maximum covers',
      [get(OBJECTS)],
      [put(OBJECTS), get(`${BUCKET}*`)],
    ],
    [
      'a pattern that two patterns of the maximum cover together',
      [get(`${BUCKET}*`)],
      [get(`${BUCKET}`), get(`${BUCKET}?*`)],
    ],
    [
      'actions that two statements of the maximum cover',
      [{ Action: ['s3:GetObject', 's3:PutObject'], Resource: OBJECTS }],
      [get('*'), put(OBJECTS)],
    ],
    [
      'a pattern that is equivalent to that of the maximum',
      [get(`${BUCKET}/*?`)],
      [get(`${BUCKET}/?*`)],
    ],
    [
      'an action in another letter case',
      [{ Action: 'S3:GETOBJECT', Resource: OBJECTS }],
      [read],
    ],
    [
      'a pattern that a Deny limits to the maximum',
      [get(`${BUCKET}*`), deny(get(`${BUCKET}-*`))],
      [get([BUCKET, `${BUCKET}/*`, `${BUCKET}?*`]), deny(get(`${BUCKET}-*`))],
    ],
    [
      'everything, limited to the maximum by a NotAction Deny',
      [
        { Action: '*', Resource: '*' },
        deny({ NotAction: 's3:GetObject', Resource: '*' }),
      ],
      [read],
    ],
    [
      'all resources, limited to the maximum by a NotResource Deny',
      [get('*'), deny({ Action: 's3:*', NotResource: OBJECTS })],
      [get(OBJECTS)],
    ],
    [
      'a NotResource within the NotResource of the maximum',
      [{ Action: 's3:GetObject', NotResource: [BUCKET, OBJECTS] }],
      [{ Action: 's3:GetObject', NotResource: OBJECTS }],
    ],
    [
      'a NotAction within the NotAction of the maximum',
      [{ NotAction: ['iam:*', 's3:*'], Resource: '*' }],
      [{ NotAction: 'iam:*', Resource: '*' }],
    ],
    [
      'the condition of the maximum and another condition',
      [
        {
          ...get(OBJECTS),
          Condition: {
            Bool: { 'AWS:SecureTransport': true },
            StringEquals: { 'aws:PrincipalOrgID': 'o-1' },
          },
        },
      ],
      [{ ...read, Condition: SECURE }],
    ],
    ['the same policy variable', [get(HOME)], [get(HOME)]],
    ['a policy variable within a wildcard', [get(HOME)], [get(OBJECTS)]],
    [
      'an unknown action if the maximum allows the whole service',
      [{ Action: 's3:Teleport', Resource: OBJECTS }],
      [{ Action: 's3:*', Resource: '*' }],
    ],
    [
      'a wildcard whose Deny excepts an action that AWS does not list',
      [
        { Action: 'iam:*', Resource: '*' },
        deny({ Action: 'iam:CreateBrandNew', Resource: '*' }),
      ],
      [
        { Action: '*', Resource: '*' },
        deny({ Action: 'iam:CreateBrandNew', Resource: '*' }),
      ],
    ],
    [
      'a pattern if the maximum lists all actions that it matches',
      [{ Action: 'sqs:Send*', Resource: '*' }],
      [{ Action: ['sqs:SendMessage', 'sqs:SendMessageBatch'], Resource: '*' }],
    ],
    [
      'an action without resource types on a resource',
      [{ Action: 'ecr:GetAuthorizationToken', Resource: 'arn:aws:ecr:*:*:*' }],
      [read],
    ],
    [
      'an incomplete ARN if the maximum allows the whole service',
      [{ Action: 's3:GetObject', Resource: 'arn:aws:s3' }],
      [get('arn:aws:s3:*')],
    ],
    [
      'an incomplete ARN in the maximum',
      [get(OBJECTS)],
      [{ Action: 's3:GetObject', Resource: 'arn:aws:s3' }],
    ],
    [
      'permissions that a Deny with an incomplete ARN removes',
      [
        { Action: '*', Resource: [OBJECTS, 'arn:aws:iam::*:role/a'] },
        deny({ Action: '*', Resource: 'arn:aws:iam' }),
      ],
      [{ Action: '*', Resource: OBJECTS }],
    ],
    [
      'changes of AWS resources that nobody can make',
      [
        {
          Action: 'iam:CreatePolicyVersion',
          Resource: 'arn:aws:iam::aws:policy/*',
        },
        {
          Action: 'iam:PutRolePolicy',
          Resource: 'arn:aws:iam::111122223333:role/aws-reserved/*',
        },
      ],
      [read],
    ],
  ])('is empty for %s', (_, statements, maximum) => {
    expect(excess(statements, ...maximum)).toEqual([]);
  });

  it.each<[string, Part[], Part[], string[], string]>([
    [
      'another action',
      [{ Action: ['s3:GetObject', 's3:PutObject'], Resource: OBJECTS }],
      [read],
      ['s3:PutObject'],
      'excess',
    ],
    [
      'another bucket',
      [get('arn:aws:s3:::other/*')],
      [{ Action: 's3:*', Resource: OBJECTS }],
      ['s3:GetObject'],
      'excess',
    ],
    [
      'a wider resource',
      [get('arn:aws:s3:::*')],
      [get(OBJECTS)],
      ['s3:GetObject'],
      'excess',
    ],
    [
      'a pattern that two patterns of the maximum cover only in part',
      [get(`${BUCKET}*`)],
      [get(`${BUCKET}/*`), get(`${BUCKET}-*`)],
      ['s3:GetObject'],
      'excess',
    ],
    [
      'a resource that the maximum allows only for another action',
      [put(OBJECTS)],
      [get(OBJECTS), put(BUCKET)],
      ['s3:PutObject'],
      'excess',
    ],
    [
      'resources that the maximum denies',
      [get(OBJECTS)],
      [read, deny({ Action: 's3:*', Resource: `${BUCKET}/secret/*` })],
      ['s3:GetObject'],
      'excess',
    ],
    [
      'a Deny that removes too little',
      [get('*'), deny(get(`${BUCKET}/*`))],
      [get(OBJECTS)],
      ['s3:GetObject'],
      'excess',
    ],
    [
      'a conditional Deny of the excess',
      [get('*'), { ...deny(get('*')), Condition: SECURE }],
      [put('*')],
      ['s3:GetObject'],
      'excess',
    ],
    [
      'a NotResource beyond the maximum',
      [{ Action: 's3:GetObject', NotResource: OBJECTS }],
      [get(OBJECTS)],
      ['s3:GetObject'],
      'excess',
    ],
    [
      'a NotResource that matches nothing',
      [{ Action: 's3:GetObject', NotResource: 'nothing' }],
      [get('arn:aws:s3:::*')],
      ['s3:GetObject'],
      'excess',
    ],
    [
      'a condition that only the maximum has',
      [get(OBJECTS)],
      [{ ...read, Condition: SECURE }],
      ['s3:GetObject'],
      'excess',
    ],
    [
      'a policy variable instead of a name',
      [get(HOME)],
      [get(`${BUCKET}/shop/*`)],
      ['s3:GetObject'],
      'excess',
    ],
    [
      'a policy variable that might match a Deny of the maximum',
      [get(HOME)],
      [read, deny(get(`${BUCKET}/shop/*`))],
      ['s3:GetObject'],
      'unknown',
    ],
    [
      'a name that a policy variable of the maximum might deny',
      [get(`${BUCKET}/shop/*`)],
      [read, deny(get(HOME))],
      ['s3:GetObject'],
      'unknown',
    ],
    [
      'resources that a Deny with a policy variable leaves',
      [get(OBJECTS), deny(get(HOME))],
      [put('*')],
      ['s3:GetObject'],
      'excess',
    ],
    [
      'a pattern of an unknown service',
      [{ Action: 'quantumbox:*', Resource: '*' }],
      [read],
      ['quantumbox:*'],
      'excess',
    ],
    ...['iam:Create*', 'iam:*', '*'].map(
      (Action): [string, Part[], Part[], string[], 'excess' | 'unknown'] => [
        `an action that the maximum denies before AWS lists it, by ${Action}`,
        [{ Action, Resource: '*' }],
        [
          { Action: '*', Resource: '*' },
          deny({ Action: 'iam:CreateBrandNew', Resource: '*' }),
        ],
        ['iam:createbrandnew'],
        'excess',
      ],
    ),
    [
      'an action that the maximum excepts before AWS lists it',
      [{ Action: 'iam:*', Resource: '*' }],
      [{ NotAction: 'iam:CreateBrandNew', Resource: '*' }],
      ['iam:createbrandnew'],
      'excess',
    ],
    [
      'an incomplete ARN',
      [{ Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs' }],
      [read],
      ['sqs:SendMessage'],
      'excess',
    ],
    [
      'an action without resource types',
      [{ Action: 'ecr:GetAuthorizationToken', Resource: '*' }],
      [read],
      ['ecr:GetAuthorizationToken'],
      'excess',
    ],
  ])('is found for %s', (_, statements, maximum, actions, result) => {
    expect(excess(statements, ...maximum)).toEqual([
      expect.objectContaining({ actions, result }),
    ]);
  });

  it('does not include an action with two colons', () => {
    expect(
      excess([{ Action: 'sqs:B*', Resource: '*' }], {
        NotAction: '*:Purchase*',
        Resource: '*',
      }),
    ).toEqual([]);
  });

  it('is found in NotAction and in a policy that allows everything', () => {
    const names = (statement: Part) =>
      excess([{ Resource: '*', ...statement }], read).flatMap(
        ({ actions }) => actions,
      );
    expect(names({ NotAction: 's3:*' })).toContain('iam:PassRole');
    expect(names({ Action: '*' })).toContain('s3:PutObject');
  });

  it('names the statement, the patterns, and a readable example request', () => {
    expect(
      excess(
        [
          get(OBJECTS),
          {
            Sid: 'Keys',
            Action: 'kms:Decrypt',
            Resource: 'arn:aws:kms:*:*:key/*',
          },
        ],
        read,
      ),
    ).toEqual([
      {
        ref: { policy: 'p', statement: 1, sid: 'Keys' },
        result: 'excess',
        actions: ['kms:Decrypt'],
        resources: ['arn:aws:kms:*:*:key/*'],
        request: {
          action: 'kms:Decrypt',
          resource: 'arn:aws:kms:eu-west-1:111122223333:key/example',
        },
      },
    ]);
  });

  it('is unknown if the comparison takes too long', () => {
    const hard = Array.from(
      { length: 60 },
      (_, at) => `arn:aws:s3:::*${'a?'.repeat(at % 9)}${'?'.repeat(at)}b*`,
    );
    const [found] = excess(
      [get(`arn:aws:s3:::*`), deny(get(hard))],
      get(hard.slice(1).map(text => `${text}?`)),
    );
    expect(found.actions).toEqual(['s3:GetObject']);
  });

  it('looks for the unknown actions of a maximum once', () => {
    let lookups = 0;
    const counting: ActionCatalogue = {
      prefixes: () => catalogue.prefixes(),
      service: prefix => {
        lookups += 1;
        return catalogue.service(prefix);
      },
    };
    const maximum = {
      name: 'maximum',
      document: documentOf(read, {
        ...{ Effect: 'Deny', Resource: '*' },
        Action: Array.from({ length: 500 }, (_, at) => `s3:Unknown${at}*`),
      }),
    };
    const policies = [{ name: 'p', document: documentOf(get(OBJECTS)) }];
    const lookupsOf = () => {
      const before = lookups;
      excessOf(policies, maximum, { catalogue: counting });
      return lookups - before;
    };
    const first = lookupsOf();
    expect(first - lookupsOf()).toBeGreaterThanOrEqual(500);
  });
});

/** A catalog with few actions, so that the test can try every request. */
const SMALL = new Map<string, CatalogueService>(
  ['a', 'b'].map(prefix => [
    prefix,
    {
      prefix,
      title: prefix,
      actions: ['Get', 'Put'].map(name => ({
        name,
        level: 'Read' as const,
        resources: ['arn:${Partition}:x:::${Name}'],
      })),
    },
  ]),
);
const small: ActionCatalogue = {
  prefixes: () => [...SMALL.keys()],
  service: prefix => SMALL.get(prefix),
};
const HEAD = 'arn:p:x:::';
const NAMES = ['u', 'v', 'w'].flatMap(a =>
  ['', 'u', 'v', 'w'].flatMap(b => ['', 'u', 'v'].map(c => `${a}${b}${c}`)),
);

describe('the excess over a document of another version', () => {
  const TEAM = '${aws:PrincipalTag/team}';
  const old = (...statements: Part[]) => ({
    ...documentOf(...statements),
    Version: undefined,
  });
  const ofTeam = {
    ...get(OBJECTS),
    Condition: { StringEquals: { 'aws:SourceIdentity': TEAM } },
  };
  const found = (own: PolicyDocument, maximum: PolicyDocument) =>
    excessOf(
      [{ name: 'own', document: own }],
      { name: 'maximum', document: maximum },
      { catalogue },
    ).length > 0;

  it.each<[string, Part]>([
    ['a variable as a resource', get(HOME)],
    ['a variable in a condition', ofTeam],
    ['a character as a variable', get(`${BUCKET}/\${*}`)],
  ])('includes %s, in both directions', (_, part) => {
    expect(found(documentOf(part), old(part))).toBe(true);
    expect(found(old(part), documentOf(part))).toBe(true);
    expect(found(old(part), old(part))).toBe(false);
    expect(found(documentOf(part), documentOf(part))).toBe(false);
  });

  it.each<[string, Part]>([
    ['a text with a dollar sign', get(`${BUCKET}/$a`)],
    ['a condition without a variable', { ...read, Condition: SECURE }],
  ])('does not include %s', (_, part) => {
    expect(found(documentOf(part), old(part))).toBe(false);
    expect(found(old(part), documentOf(part))).toBe(false);
  });

  it.each<[string, Part]>([
    ['a resource', get(HOME)],
    ['a condition', ofTeam],
  ])('does not include %s that both versions treat as text', (_, part) => {
    const current = joinDocuments([old(part)]);
    expect(found(current, old(part))).toBe(false);
    expect(found(old(part), current)).toBe(false);
  });
});

describe('the excess with a broken document', () => {
  const good = { name: 'good', document: documentOf(get(OBJECTS)) };
  const broken = {
    name: 'broken',
    document: documentOf(get(OBJECTS), { Effect: 'Deny', Resource: '*' }),
  };

  it('names a broken policy', () => {
    expect(excessOf([good, broken], good, { catalogue })).toMatchObject([
      { result: 'invalid', ref: { policy: 'broken' } },
    ]);
    expect(
      new ExpandedPolicies([broken], { catalogue }).invalidPolicies,
    ).toMatchObject([{ policy: 'broken', path: 'Statement[1]' }]);
  });

  it('names a broken maximum', () => {
    expect(excessOf([good], broken, { catalogue })).toMatchObject([
      { result: 'invalid', ref: { policy: 'broken' } },
      { result: 'excess', ref: { policy: 'good' } },
    ]);
  });
});

const PAIRS = Number(process.env.POLICY_PAIRS ?? 500);

describe('the excess of random policies', () => {
  const oneOrMore = (item: fc.Arbitrary<string>) =>
    fc.array(item, { minLength: 1, maxLength: 3 });
  const statement = fc
    .record({
      isDeny: fc.boolean(),
      actions: oneOrMore(
        fc.constantFrom('*', 'a:*', 'a:Get', 'A:P*', 'b:?et', '?:Put', 'b:*'),
      ),
      resources: oneOrMore(
        fc.oneof(
          // AWS completes truncated ARNs.
          fc.constantFrom('*', 'arn:p', 'arn:p:x', 'arn:p:y'),
          fc
            .array(fc.constantFrom('u', 'v', '*', '?'), {
              minLength: 1,
              maxLength: 3,
            })
            .map(part => HEAD + part.join('')),
        ),
      ),
      notAction: fc.nat(3),
      notResource: fc.nat(3),
    })
    .map(
      ({ isDeny, actions, resources, notAction, notResource }): Part => ({
        Effect: isDeny ? 'Deny' : 'Allow',
        ...(notAction === 0 ? { NotAction: actions } : { Action: actions }),
        ...(notResource === 0
          ? { NotResource: resources }
          : { Resource: resources }),
      }),
    );
  const statements = fc.array(statement, { minLength: 1, maxLength: 4 });

  it(
    'equals the result of evaluating every request',
    () => {
      const requests = ['a:Get', 'a:Put', 'b:Get', 'b:Put'].flatMap(action =>
        ['*', ...NAMES.map(name => HEAD + name)].map(resource => ({
          action,
          resource,
        })),
      );
      fc.assert(
        fc.property(statements, statements, (own, limit) => {
          const policies = [{ name: 'p', document: documentOf(...own) }];
          const maximum = { name: 'maximum', document: documentOf(...limit) };
          const found = excessOf(policies, maximum, { catalogue: small });
          const shown = requests.find(
            request => allows(policies, request) && !allows([maximum], request),
          );
          expect(found.some(({ result }) => result === 'unknown')).toBe(false);
          expect(found.length > 0 || shown === undefined).toBe(true);
          for (const { request } of found) {
            expect(allows(policies, request)).toBe(true);
            expect(allows([maximum], request)).toBe(false);
          }
        }),
        { numRuns: PAIRS },
      );
    },
    Math.max(60_000, PAIRS * 20),
  );

  const PARTS = ['u', 'v', '*', '?', '${x:v}', '${*}', '${$}{x:v}', '$'];
  const part = fc.constantFrom(...PARTS);
  const anyVersion = fc
    .record({
      Version: fc.constantFrom(undefined, '2012-10-17' as const),
      rows: fc.array(
        fc.record({
          isDeny: fc.nat(3),
          isNot: fc.nat(3),
          name: fc.tuple(part, part),
          wanted: fc.option(part),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    })
    .map(
      ({ Version, rows }): PolicyDocument => ({
        Version,
        Statement: rows.map(({ isDeny, isNot, name, wanted }) => ({
          Effect: isDeny === 0 ? 'Deny' : 'Allow',
          Action: 'a:Get',
          [isNot === 0 ? 'NotResource' : 'Resource']: HEAD + name.join(''),
          ...(wanted !== null && {
            Condition: { StringLike: { 'x:w': wanted } },
          }),
        })),
      }),
    );

  it('is found if evaluating every request finds some, regardless of the versions', () => {
    const names = PARTS.flatMap(a => PARTS.map(b => HEAD + a + b));
    const contexts = ['u', 'v', '*', '${x:v}'].map(w => ({
      ...{ 'x:v': 'v', 'x:w': w },
    }));
    const requests = names.flatMap(resource =>
      contexts.map(context => ({ action: 'a:Get', resource, context })),
    );
    let within = 0;
    fc.assert(
      fc.property(anyVersion, anyVersion, fc.boolean(), (own, other, same) => {
        const limit = same ? { ...own, Version: other.Version } : other;
        const policies = [{ name: 'p', document: own }];
        const maximum = { name: 'maximum', document: limit };
        if (excessOf(policies, maximum, { catalogue: small }).length > 0) {
          return;
        }
        within += 1;
        const shown = requests.find(
          request => allows(policies, request) && !allows([maximum], request),
        );
        expect(shown).toBeUndefined();
      }),
      { numRuns: PAIRS },
    );
    expect(within).toBeGreaterThan(PAIRS / 20);
  });
});
