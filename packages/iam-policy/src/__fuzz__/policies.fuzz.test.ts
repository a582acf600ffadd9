import { anyJson, anyText, fuzz, mutated } from '@backstage-irsa/fuzz';
import fc from 'fast-check';
import {
  describeCondition,
  effectivePermissions,
  evaluate,
  evaluateTrust,
  excessOf,
  ExpandedPolicies,
  findRisks,
  parsePolicy,
  summarizePermissions,
  decodePolicy,
  type ActionCatalogue,
  type NamedPolicy,
  type PolicyDocument,
  type PolicyType,
} from '..';
import { arbitraryPolicy } from '../__testUtils__/arbitraries';
import { loadCatalogue } from '../catalogue';
import { findOperator } from '../conditions/registry';
import { isPolicyDocument } from '../document/structure';
import { compileArnPattern } from '../match/arn';
import { compilePattern, matchPattern, NO_VARIABLES } from '../match/pattern';

const ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF';
const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;

const GENUINE = [
  {
    Version: '2012-10-17',
    Id: 'orders',
    Statement: [
      {
        Sid: 'Read',
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:List*'],
        Resource: ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/${aws:userid}'],
        Condition: {
          StringLike: { 's3:prefix': ['a*', 'b?'] },
          DateLessThan: { 'aws:CurrentTime': '2026-12-01T00:00:00Z' },
          IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '2001:db8::/32'] },
          Bool: { 'aws:SecureTransport': true },
          'ForAllValues:NumericLessThanEquals': { 's3:max-keys': 10 },
        },
      },
      { Effect: 'Deny', NotAction: 'iam:*', NotResource: '*' },
    ],
  },
  {
    Statement: {
      Effect: 'Allow',
      Principal: { Federated: PROVIDER, AWS: ['111122223333', '*'] },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { [`${ISSUER}:sub`]: 'system:serviceaccount:a:b' },
        Null: { [`${ISSUER}:aud`]: 'false' },
      },
    },
  },
];

/** Generates almost valid documents, random values, and texts that are not documents. */
const anyDocument = fc.oneof(
  mutated(...GENUINE),
  arbitraryPolicy.map(({ document }) => document),
  anyJson,
) as fc.Arbitrary<PolicyDocument>;

const anyTexts = fc.oneof(
  anyDocument.map(document => JSON.stringify(document, null, 1)),
  anyDocument.map(document =>
    encodeURIComponent(JSON.stringify(document).toWellFormed()),
  ),
  // A truncated document, or one with a text inserted.
  fc
    .tuple(fc.constantFrom(...GENUINE), fc.nat(600), anyText, fc.boolean())
    .map(([document, at, text, isCut]) => {
      const whole = JSON.stringify(document);
      return whole.slice(0, at) + text + (isCut ? '' : whole.slice(at));
    }),
  anyText,
);

const anyPolicies = fc
  .array(anyDocument, { minLength: 1, maxLength: 2 })
  .map(documents => documents.map(document => ({ name: 'one', document })));

/** All services would slow down each input a thousandfold and find nothing more. */
const SERVICES = ['s3', 'sqs', 'sts', 'iam'];

const TYPES: PolicyType[] = [
  'identity',
  'session',
  'trust',
  'resource',
  'resource-control',
];

/** Returns the documents that the parser accepts. Only these reach other functions in the product. */
function parsed(policies: NamedPolicy[], type: PolicyType): NamedPolicy[] {
  return policies.flatMap(({ name, document: value }) => {
    const { document } = parsePolicy(JSON.stringify(value) ?? '', { type });
    return document ? [{ name, document }] : [];
  });
}

describe('fuzz: policies', () => {
  let catalogue: ActionCatalogue;

  beforeAll(async () => {
    const whole = await loadCatalogue();
    catalogue = {
      prefixes: () => SERVICES,
      service: prefix => whole.service(prefix),
    };
  });

  fuzz('parsePolicy', fc.tuple(anyTexts, fc.constantFrom(...TYPES)), input => {
    const [text, type] = input;
    const { document, errors } = parsePolicy(text, { type });
    // The result is either a document or the locations of its errors.
    expect(document === undefined).toBe(errors.length > 0);
    expect(errors.length).toBeLessThanOrEqual(100);
    for (const { line, column, reason } of errors) {
      expect([line! >= 1, column! >= 1, reason !== '']).toEqual([
        true,
        true,
        true,
      ]);
    }
    // A parsed document can be parsed again.
    if (document) {
      const again = parsePolicy(JSON.stringify(document), { type });
      expect(again).toEqual({ document, errors: [] });
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  fuzz('decodePolicy', anyText, text => {
    expect(typeof decodePolicy(text)).toBe('string');
    const encoded = encodeURIComponent(`{${text.toWellFormed()}`);
    expect(decodePolicy(encoded)).toBe(`{${text.toWellFormed()}`);
  });

  fuzz(
    'evaluate',
    fc.tuple(anyPolicies, anyText, anyText, fc.dictionary(anyText, anyText)),
    ([identityPolicies, action, resource, context]) => {
      const { decision, decidedBy, blockedBy } = evaluate({
        principal: { kind: 'role', arn: 'arn:aws:iam::111122223333:role/r' },
        action,
        resource,
        context,
        identityPolicies,
      });
      expect(blockedBy.length > 0).toBe(decision !== 'Allowed');
      // Broken documents allow nothing.
      const isGood = ({ document }: NamedPolicy) =>
        isPolicyDocument(document, 'identity');
      if (!identityPolicies.some(isGood)) {
        expect(decision).not.toBe('Allowed');
        expect(decidedBy.filter(({ effect }) => effect === 'Allow')).toEqual(
          [],
        );
      }
    },
  );

  fuzz(
    'evaluateTrust',
    fc.tuple(anyDocument, anyText, anyText),
    ([trustPolicy, sub, aud]) => {
      const { decision } = evaluateTrust({
        trustPolicy: { name: 'trust policy', document: trustPolicy },
        principal: { federated: PROVIDER },
        action: 'sts:AssumeRoleWithWebIdentity',
        context: { [`${ISSUER}:sub`]: sub, [`${ISSUER}:aud`]: aud },
      });
      if (!isPolicyDocument(trustPolicy, 'trust')) {
        expect(decision).not.toBe('Allowed');
      }
    },
  );

  fuzz('effectivePermissions', anyPolicies, policies => {
    const identityPolicies = parsed(policies, 'identity');
    const { services } = effectivePermissions(
      { identityPolicies },
      { catalogue },
    );
    if (identityPolicies.length === 0) expect(services).toEqual([]);
  });

  fuzz('summarizePermissions, findRisks', anyPolicies, policies => {
    const read = parsed(policies, 'identity');
    const { services } = summarizePermissions(read, { catalogue });
    const risks = findRisks(read, {
      trustPolicy: parsed(policies, 'trust')[0],
      resourcePolicies: parsed(policies, 'resource'),
    });
    for (const { title } of services) expect(title).not.toBe('');
    for (const { severity } of risks) {
      expect(['high', 'medium', 'low']).toContain(severity);
    }
  });

  fuzz('ExpandedPolicies, excessOf', anyPolicies, policies => {
    const read = parsed(policies, 'identity');
    const expanded = new ExpandedPolicies(read, { catalogue });
    for (const found of [
      ...expanded.wholeServices(),
      ...expanded.unlimitedActions(
        () => true,
        () => true,
      ),
    ]) {
      expect(expanded.requestFor(found).action).toBe(found.actions[0]);
    }
    for (const policy of read) {
      expect(excessOf([policy], policy, { catalogue })).toEqual(
        expect.any(Array),
      );
    }
  });

  fuzz(
    'condition operators',
    fc.tuple(
      fc.oneof(
        fc.constantFrom(
          'StringLike',
          'StringEqualsIgnoreCase',
          'NumericLessThan',
          'DateGreaterThanEquals',
          'Bool',
          'BinaryEquals',
          'IpAddress',
          'NotIpAddress',
          'ArnLike',
          'ArnNotEquals',
          'Null',
          'ForAllValues:StringLike',
          'ForAnyValue:IpAddressIfExists',
        ),
        anyText,
      ),
      anyText,
      anyText,
      fc.array(anyText, { maxLength: 3 }),
    ),
    ([operator, key, wanted, actual]) => {
      const words = describeCondition({ operator, key, wanted: [wanted] });
      expect(words).not.toBe('');
      if (!findOperator(operator)) return;
      const { decision } = evaluate({
        principal: { kind: 'role', arn: 'arn:aws:iam::111122223333:role/r' },
        action: 's3:GetObject',
        resource: '*',
        context: { [key]: actual },
        identityPolicies: [
          {
            name: 'one',
            document: {
              Statement: {
                Effect: 'Allow',
                Action: '*',
                Resource: '*',
                Condition: { [operator]: { [key]: wanted } },
              },
            },
          },
        ],
      });
      expect(['Allowed', 'ImplicitlyDenied']).toContain(decision);
    },
  );

  const pattern = fc.oneof(
    anyText,
    fc.string({ unit: fc.constantFrom('*', '?', 'a', ':', '${', '}', '/') }),
  );

  fuzz('patterns', fc.tuple(pattern, pattern), ([source, text]) => {
    expect(typeof matchPattern(source, text)).toBe('boolean');
    const compiled = compilePattern(source, {
      wildcards: true,
      variables: true,
    });
    expect([true, false]).toContain(compiled(text, { variable: () => text }));
    const arn = compileArnPattern(`arn:aws:s3:::${source}`, true);
    expect([true, false]).toContain(arn(`arn:aws:s3:::${text}`, NO_VARIABLES));
    // A pattern without a wildcard matches only itself.
    if (!/[*?]/.test(source)) {
      expect(matchPattern(source, text)).toBe(source === text);
    }
  });
});
