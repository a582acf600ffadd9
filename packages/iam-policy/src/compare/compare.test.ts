import fc from 'fast-check';
import { loadCatalogue } from '../catalogue';
import type { PolicyDocument, Statement } from '../document/types';
import type { ActionCatalogue } from '../summary/types';
import { excessOf } from './excess';
import { expandStatements } from './expand';

let catalogue: ActionCatalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue();
});

const documentOf = (...statements: Partial<Statement>[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements.map(statement => ({ Effect: 'Allow', ...statement })),
});
const expand = (statement: Partial<Statement>) =>
  expandStatements([{ name: 'p', document: documentOf(statement) }], {
    catalogue,
  })[0];
const excess = (
  statement: Partial<Statement>,
  ...maximum: Partial<Statement>[]
) =>
  excessOf(
    [{ name: 'p', document: documentOf(statement) }],
    documentOf(...maximum),
    { catalogue },
  ).flatMap(({ actions }) => actions);

const BUCKET = 'arn:aws:s3:::uploads';
const OBJECTS = `${BUCKET}/*`;

/** As many as a policy has room for, with every action beside them. */
const CROWDED = {
  NotAction: 's3:?etObject',
  Resource: Array.from({ length: 150 }, (_, at) => `${BUCKET}-${at}*/a*b?c*`),
};

describe('an expanded statement', () => {
  it.each<[string, Partial<Statement>, string, boolean]>([
    ['its name', { Action: 'iam:PassRole' }, 'iam:PassRole', true],
    ['a question mark', { Action: 'iam:Pass?ole' }, 'iam:PassRole', true],
    ['other letter case', { Action: 'IAM:passrole' }, 'iam:PassRole', true],
    ['everything', { Action: '*' }, 'iam:PassRole', true],
    ['a wildcard prefix', { Action: 'i*:*Role' }, 'iam:PassRole', true],
    ['all but others', { NotAction: 's3:*' }, 'iam:PassRole', true],
    ['all but it', { NotAction: 'iam:Pass*' }, 'iam:PassRole', false],
    ['another action', { Action: 'iam:GetRole' }, 'iam:PassRole', false],
  ])('by %s', (_, statement, action, expected) => {
    const { actions } = expand({ Resource: '*', ...statement });
    expect(actions.some(one => one.action === action)).toBe(expected);
  });

  it.each<[string, string, string | undefined, boolean]>([
    ['s3:GetObject', '*', undefined, true],
    ['s3:GetObject', 'arn:aws:s3:::*', undefined, true],
    ['s3:GetObject', 'arn:aws:s3:::*/*', undefined, true],
    ['s3:GetObject', OBJECTS, undefined, false],
    ['s3:ListBucket', 'arn:aws:s3:::up*', undefined, false],
    [
      'sqs:SendMessage',
      'arn:aws:sqs:eu-west-1:111122223333:*',
      undefined,
      true,
    ],
    ['sqs:SendMessage', 'arn:aws:sqs:*:*:orders', undefined, false],
    ['dynamodb:GetItem', 'arn:aws:dynamodb:*:*:table/*', undefined, true],
    ['ecr:GetAuthorizationToken', '*', undefined, false],
    ['s3:GetObject', '', OBJECTS, true],
  ])(
    '%s on %s is on every one: %s %s',
    (Action, Resource, NotResource, every) => {
      const { actions } = expand({
        Action,
        ...(NotResource ? { NotResource } : { Resource }),
      });
      expect(actions).toEqual([{ action: Action, everyResource: every }]);
    },
  );

  it('knows whole services however they are written', () => {
    const whole = (Action: string | string[]) =>
      expand({ Action, Resource: '*' }).wholeServices;
    expect(whole('sqs:*')).toEqual(['sqs']);
    expect(whole('SQS:?*')).toEqual(['sqs']);
    expect(whole(['sqs:Send*', 'sqs:Get*'])).toEqual([]);
    expect(whole('*')).toEqual(catalogue.prefixes());
  });

  it('keeps what the catalogue does not know', () => {
    const { unknownActions, mayGrant } = expand({
      Action: ['quantumbox:*', 's3:GetObject', 's3:Teleport'],
      Resource: '*',
    });
    expect(unknownActions).toEqual(['quantumbox:*', 's3:Teleport']);
    expect(mayGrant('Quantumbox:Open')).toBe(true);
    expect(mayGrant('s3:PutObject')).toBe(false);
  });

  it('has many resources and every action', () => {
    expect(expand(CROWDED).actions[0].everyResource).toBe(false);
  });

  it('does not take the resources of one service for those of another', () => {
    const { actions } = expand({
      Action: ['s3:GetObject', 'sqs:SendMessage'],
      Resource: 'arn:aws:s3:::*',
    });
    expect(actions).toEqual([
      { action: 's3:GetObject', everyResource: true },
      { action: 'sqs:SendMessage', everyResource: false },
    ]);
  });
});

describe('the excess over a maximum', () => {
  it('is nothing over itself with many resources and every action', () => {
    expect(excess(CROWDED, CROWDED)).toEqual([]);
  });

  const read = { Action: ['s3:Get*', 's3:List*'], Resource: '*' };

  it.each<[string, Partial<Statement>, Partial<Statement>[], string[]]>([
    ['within', { Action: 's3:GetObject', Resource: OBJECTS }, [read], []],
    [
      'another action',
      { Action: ['s3:GetObject', 's3:PutObject'], Resource: OBJECTS },
      [read],
      ['s3:PutObject'],
    ],
    [
      'another bucket',
      { Action: 's3:GetObject', Resource: 'arn:aws:s3:::other/*' },
      [{ Action: 's3:*', Resource: OBJECTS }],
      ['s3:GetObject'],
    ],
    [
      'a wider resource',
      { Action: 's3:GetObject', Resource: 'arn:aws:s3:::*' },
      [{ Action: 's3:*', Resource: OBJECTS }],
      ['s3:GetObject'],
    ],
    [
      'a Deny of the maximum',
      { Action: 's3:GetObject', Resource: OBJECTS },
      [
        read,
        { Effect: 'Deny', Action: 's3:*', Resource: `${BUCKET}/secret/*` },
      ],
      ['s3:GetObject'],
    ],
    [
      'a condition of the maximum alone',
      { Action: 's3:GetObject', Resource: OBJECTS },
      [{ ...read, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
      ['s3:GetObject'],
    ],
    [
      'the same condition',
      {
        Action: 's3:GetObject',
        Resource: OBJECTS,
        Condition: {
          Bool: { 'AWS:SecureTransport': true },
          StringEquals: { 'aws:PrincipalOrgID': 'o-1' },
        },
      },
      [{ ...read, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
      [],
    ],
    [
      'an unknown action of a service that is allowed whole',
      { Action: 's3:Teleport', Resource: OBJECTS },
      [{ Action: 's3:*', Resource: '*' }],
      [],
    ],
    [
      'an unknown pattern that the maximum says nothing of',
      { Action: 'quantumbox:*', Resource: '*' },
      [read],
      ['quantumbox:*'],
    ],
    [
      'all but what the maximum leaves out',
      { NotAction: 'iam:*', Resource: '*' },
      [{ NotAction: ['iam:*'], Resource: '*' }],
      [],
    ],
  ])('%s', (_, statement, maximum, expected) => {
    expect(excess(statement, ...maximum)).toEqual(expected);
  });

  it('is found in NotAction and in everything', () => {
    expect(excess({ NotAction: 's3:*', Resource: '*' }, read)).toContain(
      'iam:PassRole',
    );
    expect(excess({ Action: '*', Resource: '*' }, read)).toContain(
      's3:PutObject',
    );
  });

  it('is there for every way to write an action that the maximum leaves out', () => {
    const name = 'iam:PassRole';
    const wildcards = fc.array(fc.constantFrom('keep', '?', '*', 'upper'), {
      minLength: name.length,
      maxLength: name.length,
    });
    fc.assert(
      fc.property(wildcards, changes => {
        const pattern = [...name]
          .map((char, at) => {
            const change = char === ':' ? 'keep' : changes[at];
            if (change === 'keep') return char;
            return change === 'upper' ? char.toUpperCase() : change;
          })
          .join('');
        const found = excess(
          { Action: pattern, Resource: '*' },
          { NotAction: 'iam:PassRole', Resource: '*' },
        );
        expect(found).toContain(name);
      }),
      { numRuns: 60 },
    );
  });
});
