import { anyCharacter } from '@backstage-irsa/fuzz';
import fc from 'fast-check';
import { arbitraryPolicy } from '../__testUtils__/arbitraries';
import { decide } from '../__testUtils__/cases';
import { decodePolicy } from './decode';
import { parsePolicy } from './parse';
import type { PolicyType } from './types';

const valid = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
};

const statement = (part: object) =>
  JSON.stringify({ Statement: [{ ...valid.Statement[0], ...part }] });

describe('parsePolicy', () => {
  it.each([
    ['plain', JSON.stringify(valid)],
    ['on several lines', JSON.stringify(valid, null, 2)],
    ['percent-encoded', encodeURIComponent(JSON.stringify(valid, null, 2))],
    [
      'percent-encoded with plus for space',
      encodeURIComponent(JSON.stringify(valid, null, 2)).replaceAll('%20', '+'),
    ],
  ])('reads a document that is %s', (_how, text) => {
    expect(parsePolicy(text)).toEqual({ document: valid, errors: [] });
  });

  it.each<[string, PolicyType, object]>([
    ['a single statement', 'identity', { Statement: valid.Statement[0] }],
    [
      'a trust policy',
      'trust',
      {
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'ec2.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      },
    ],
    [
      'a resource policy',
      'resource',
      {
        Statement: {
          Effect: 'Deny',
          Principal: '*',
          NotAction: ['s3:*'],
          NotResource: ['arn:aws:s3:::b'],
        },
      },
    ],
    [
      'a resource policy with other resource names',
      'resource',
      {
        Statement: {
          Effect: 'Allow',
          Principal: '*',
          Action: 'execute-api:Invoke',
          Resource: 'execute-api:/*',
        },
      },
    ],
    [
      'every kind of condition value',
      'identity',
      {
        Statement: {
          ...valid.Statement[0],
          Condition: {
            Bool: { 'aws:SecureTransport': true },
            NumericLessThan: { 's3:max-keys': [10] },
          },
        },
      },
    ],
  ])('reads %s', (_what, type, document) => {
    expect(parsePolicy(JSON.stringify(document), { type })).toEqual({
      document,
      errors: [],
    });
  });

  it.each<[string, string, string]>([
    ['not JSON', 'hello', ''],
    ['an empty text', '', ''],
    ['an array', '[]', ''],
    ['no statement', '{}', 'Statement'],
    ['a wrong version', '{"Version":"2012-10-18","Statement":[]}', 'Version'],
    [
      'an unknown element of the document',
      '{"Statement":[],"Statment":[]}',
      'Statment',
    ],
    ['a statement that is not an object', '{"Statement":[7]}', 'Statement[0]'],
    [
      'an unknown element of a statement',
      statement({ Actions: 's3:*' }),
      'Statement[0].Actions',
    ],
    ['a wrong effect', statement({ Effect: 'allow' }), 'Statement[0].Effect'],
    [
      'a wrong type of action',
      statement({ Action: [1] }),
      'Statement[0].Action',
    ],
    ['an empty action list', statement({ Action: [] }), 'Statement[0].Action'],
    [
      'both Action and NotAction',
      statement({ NotAction: 's3:*' }),
      'Statement[0].NotAction',
    ],
    ['no action', statement({ Action: undefined }), 'Statement[0]'],
    [
      'an action without a service',
      statement({ Action: ['s3:*', 'GetObject'] }),
      'Statement[0].Action[1]',
    ],
    ['no resource', statement({ Resource: undefined }), 'Statement[0]'],
    [
      'a resource that is not an ARN',
      statement({ Resource: 'bucket' }),
      'Statement[0].Resource',
    ],
    [
      'a principal in an identity policy',
      statement({ Principal: '*' }),
      'Statement[0].Principal',
    ],
    [
      'an unknown operator',
      statement({ Condition: { StringIs: { 'aws:a': 'x' } } }),
      'Statement[0].Condition.StringIs',
    ],
    [
      'an operator without keys',
      statement({ Condition: { StringEquals: 'x' } }),
      'Statement[0].Condition.StringEquals',
    ],
    [
      'a condition value of a wrong type',
      statement({ Condition: { StringEquals: { 'aws:a': {} } } }),
      'Statement[0].Condition.StringEquals.aws:a',
    ],
    [
      'a key without a prefix',
      statement({ Condition: { StringEquals: { a: 'x' } } }),
      'Statement[0].Condition.StringEquals.a',
    ],
    [
      'an invalid address range',
      statement({
        Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/33' } },
      }),
      'Statement[0].Condition.IpAddress.aws:SourceIp',
    ],
    [
      'an invalid date',
      statement({
        Condition: {
          DateLessThan: { 'aws:CurrentTime': ['2026-01-01', 'soon'] },
        },
      }),
      'Statement[0].Condition.DateLessThan.aws:CurrentTime[1]',
    ],
    [
      'an invalid boolean',
      statement({ Condition: { Null: { 'aws:SourceIp': 'yes' } } }),
      'Statement[0].Condition.Null.aws:SourceIp',
    ],
    ['a Sid with spaces', statement({ Sid: 'my sid' }), 'Statement[0].Sid'],
    ['a duplicate key', '{"Statement":[],"Statement":[]}', 'Statement'],
    ['a __proto__ key', '{"Statement":[],"__proto__":{}}', '__proto__'],
  ])('refuses %s', (_what, text, path) => {
    const { document, errors } = parsePolicy(text);
    expect(document).toBeUndefined();
    expect(errors.map(error => error.path)).toContain(path);
  });

  it.each<[string, PolicyType, object, string]>([
    [
      'a trust policy without a principal',
      'trust',
      { Principal: undefined },
      'Statement[0]',
    ],
    [
      'a trust policy with a resource',
      'trust',
      { Resource: '*' },
      'Statement[0].Resource',
    ],
    [
      'an unknown kind of principal',
      'trust',
      { Principal: { Role: 'x' } },
      'Statement[0].Principal.Role',
    ],
    [
      'a principal that is a plain text',
      'resource',
      { Principal: '111122223333' },
      'Statement[0].Principal',
    ],
    [
      'an empty principal',
      'resource',
      { Principal: {} },
      'Statement[0].Principal',
    ],
  ])('refuses %s', (_what, type, part, path) => {
    const text = JSON.stringify({
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole', ...part },
      ],
    });
    expect(parsePolicy(text, { type }).errors).toEqual([
      expect.objectContaining({ path }),
    ]);
  });

  it.each([
    [
      'of a value',
      '{\n  "Statement": [\n    { "Effect": "Alow", "Action": "*", "Resource": "*" }\n  ]\n}',
      3,
      17,
    ],
    [
      'of the statement that lacks an element',
      '{\n  "Statement": [\n    { "Effect": "Allow", "Action": "*" }\n  ]\n}',
      3,
      5,
    ],
    [
      'of a missing comma',
      '{\n  "Version": "2012-10-17"\n  "Statement": []\n}',
      3,
      3,
    ],
    ['of an unfinished text', '{\n  "Version": "2012', 2, 14],
  ])('reports the line and column %s', (_what, text, line, column) => {
    expect(parsePolicy(text).errors).toEqual([
      expect.objectContaining({ line, column }),
    ]);
  });

  it('does not change any prototype', () => {
    parsePolicy(
      '{"__proto__":{"polluted":1},"Statement":[{"__proto__":{"polluted":1}}]}',
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect('polluted' in {}).toBe(false);
  });

  // The benchmark checks the limit of 50 ms, because tests share the machine with other processes.
  it.each([
    ['200 KB of text', `{"Statement":"${'x'.repeat(200_000)}"}`],
    [
      'one text of the maximum length',
      `{"Statement":"${'x'.repeat(163_000)}"}`,
    ],
    [
      '200 KB percent-encoded',
      encodeURIComponent(`{"Statement":"${'"'.repeat(200_000)}"}`),
    ],
    ['deep nesting', '['.repeat(100_000)],
    ['deep nesting in objects', '{"Statement":'.repeat(9_000)],
    ['thousands of mistakes', `{"Statement":[${'{"a":1},'.repeat(10_000)}{}]}`],
    ['thousands of duplicate keys', `{${'"a":1,'.repeat(20_000)}"a":1}`],
  ])('refuses %s with at most 100 errors', (_what, text) => {
    const { document, errors } = parsePolicy(text);
    expect(document).toBeUndefined();
    expect(errors[0]).toMatchObject({ line: 1, column: expect.any(Number) });
    expect(errors.length).toBeLessThanOrEqual(100);
  });

  it.each([
    ['not JSON', '{"Statement": [{"Effect": "Allow",}]}'],
    ['wrong types', '{"Version":2012,"Statement":"all","Id":[]}'],
    [
      'an unknown operator',
      '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringIs":{"a:b":"c"}}}}',
    ],
    [
      'a text of 200 KB',
      `{"Statement":[${'{"Effect":"Allow","Action":"*","Resource":"*"},'.repeat(
        4_500,
      )}{}]}`,
    ],
    ['deep nesting', `{"Statement":${'['.repeat(40)}${']'.repeat(40)}}`],
    [
      '__proto__ keys',
      '{"Statement":[{"__proto__":{"Effect":"Allow"},"Action":"*","Resource":"*"}]}',
    ],
  ])('locates the error for %s, and evaluates it to deny', (_what, text) => {
    expect(parsePolicy(text).errors[0]).toMatchObject({
      line: 1,
      column: expect.any(Number),
      reason: expect.stringMatching(/\.$/),
    });
    expect(
      decide({ identityPolicies: [{ name: 'broken', document: read(text) }] })
        .decision,
    ).toBe('ImplicitlyDenied');
  });

  it('parses JSON like JSON.parse', () => {
    fc.assert(
      fc.property(fc.json({ depthSize: 'small' }), text => {
        const { document, errors } = parsePolicy(text);
        expect(document === undefined).toBe(errors.length > 0);
      }),
      { numRuns: 100 },
    );
    fc.assert(
      fc.property(arbitraryPolicy, fc.nat(4), ({ document }, indent) => {
        const text = JSON.stringify(document, null, indent);
        const parsed = parsePolicy(text);
        // Random values do not always have the type that their operator requires.
        fc.pre(parsed.errors.length === 0);
        expect(parsed.document).toEqual(document);
      }),
    );
  });

  it('never throws for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 50 }), text => {
        expect(parsePolicy(text).errors.length).toBeGreaterThan(0);
        expect(parsePolicy(`%7B${text}`).errors.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('decodePolicy', () => {
  it.each([
    ['{"a":"50%25"}', '{"a":"50%25"}'],
    ['%7B%22a%22%3A%221%2B1%22%7D', '{"a":"1+1"}'],
    ['%7B%', '%7B%'],
  ])('decodes %s to %s', (encoded, text) => {
    expect(decodePolicy(encoded)).toBe(text);
  });
});

function read(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
