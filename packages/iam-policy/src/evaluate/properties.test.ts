import fc from 'fast-check';
import type { Statement } from '../document/types';
import {
  arbitraryPolicy,
  arbitraryRequest,
  arbitraryStatement,
} from '../__testUtils__/arbitraries';
import { SESSION } from '../__testUtils__/cases';
import { referenceResult } from '../__testUtils__/reference';
import { evaluate } from './evaluate';
import { evaluateTrust } from './trust';
import type { EvaluationRequest } from './types';
import type { InvalidPolicy } from '../document/types';

// POLICY_REQUESTS=100000 tries that many random requests, different ones each time, as in nightly runs.
const { POLICY_REQUESTS } = process.env;
const RUNS = Number(POLICY_REQUESTS ?? 1_000);
const SEED = POLICY_REQUESTS ? undefined : 19;

const decide = (request: EvaluationRequest) => evaluate(request).decision;

const ASPECTS = [
  'Allowed',
  'ImplicitlyDenied',
  'ExplicitlyDenied',
  'a broken document',
  'allowed beside a broken document',
  'a variable without a value',
  'an incomplete ARN',
  'NotPrincipal with a boundary',
];

function aspectsOf(
  request: EvaluationRequest,
  invalid: InvalidPolicy[],
): string[] {
  const text = JSON.stringify(request);
  const aspects = {
    'a broken document': invalid.length > 0,
    'allowed beside a broken document':
      invalid.length > 0 && decide(request) === 'Allowed',
    'a variable without a value': /\$\{aws:none\}/i.test(text),
    'an incomplete ARN': /"arn:aws(:s3|:sqs)?"/.test(text),
    'NotPrincipal with a boundary':
      request.permissionsBoundary !== undefined &&
      text.includes('"NotPrincipal"'),
  };
  return Object.entries(aspects).flatMap(([what, is]) => (is ? [what] : []));
}

const withStatement = (
  request: EvaluationRequest,
  statement: Statement,
): EvaluationRequest => ({
  ...request,
  identityPolicies: [
    ...request.identityPolicies,
    {
      name: 'added',
      document: { Version: '2012-10-17', Statement: statement },
    },
  ],
});

describe('evaluate', () => {
  it(
    'agrees with the reference evaluator',
    () => {
      const seen = new Map<string, number>();
      fc.assert(
        fc.property(arbitraryRequest, request => {
          const { decision, invalidPolicies } = evaluate(request);
          for (const what of [
            decision,
            ...aspectsOf(request, invalidPolicies),
          ]) {
            seen.set(what, (seen.get(what) ?? 0) + 1);
          }
          expect({
            decision,
            invalid: invalidPolicies.map(({ layer }) => layer),
          }).toEqual(referenceResult(request));
        }),
        { numRuns: RUNS, seed: SEED },
      );
      // Agreement is meaningful only if every decision occurs often enough.
      const often = Object.fromEntries(
        ASPECTS.map(what => [what, (seen.get(what) ?? 0) / RUNS > 0.03]),
      );
      expect(often).toEqual(
        Object.fromEntries(ASPECTS.map(what => [what, true])),
      );
    },
    Math.max(60_000, RUNS * 20),
  );

  it('never throws for any JSON, and allows only what an Allow statement grants', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc
            .dictionary(
              fc.constantFrom(
                'Effect',
                'Action',
                'Resource',
                'Principal',
                'Condition',
                '__proto__',
              ),
              fc.oneof(fc.constantFrom('Deny', '*', 's3:*'), fc.jsonValue()),
            )
            .map(Statement => JSON.stringify({ Statement })),
        ),
        text => {
          const document = JSON.parse(text);
          const named = { name: 'any', document };
          const result = evaluate({
            principal: { kind: 'session', arn: SESSION },
            action: 's3:GetObject',
            resource: 'arn:aws:s3:::a/x',
            identityPolicies: [named],
            permissionsBoundary: named,
            sessionPolicies: [named],
            resourcePolicy: named,
            serviceControlPolicies: [[named]],
            resourceControlPolicies: [[named]],
          });
          expect(result.decision).not.toBe('Allowed');
          evaluateTrust({
            trustPolicy: named,
            principal: { aws: SESSION },
            action: 'sts:AssumeRole',
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never allows more when a Deny is added', () => {
    fc.assert(
      fc.property(
        arbitraryRequest,
        arbitraryStatement,
        (request, statement) => {
          const after = decide(
            withStatement(request, { ...statement, Effect: 'Deny' }),
          );
          expect(after === 'Allowed' && decide(request) !== 'Allowed').toBe(
            false,
          );
        },
      ),
    );
  });

  it('never denies explicitly because an Allow is added', () => {
    fc.assert(
      fc.property(
        arbitraryRequest,
        arbitraryStatement,
        (request, statement) => {
          const after = decide(
            withStatement(request, { ...statement, Effect: 'Allow' }),
          );
          expect(after === 'ExplicitlyDenied').toBe(
            decide(request) === 'ExplicitlyDenied',
          );
        },
      ),
    );
  });

  it('never allows more with a boundary than without', () => {
    fc.assert(
      fc.property(arbitraryRequest, arbitraryPolicy, (request, boundary) => {
        const without = decide({ ...request, permissionsBoundary: undefined });
        const within = decide({ ...request, permissionsBoundary: boundary });
        expect(within === 'Allowed' && without !== 'Allowed').toBe(false);
      }),
    );
  });

  it('names each missing key that could change the decision', () => {
    const arbitraryKey = fc.constantFrom('aws:one', 'aws:two', 'aws:none');
    const arbitraryValue = fc.constantFrom('a', 'b', '1', 'arn:aws:s3:::a');
    const arbitraryContext = fc.dictionary(arbitraryKey, arbitraryValue);
    let changes = 0;
    fc.assert(
      fc.property(
        fc.array(arbitraryPolicy, { maxLength: 3 }),
        fc.tuple(arbitraryContext, arbitraryContext),
        (identityPolicies, [context, more]) => {
          const request: EvaluationRequest = {
            principal: { kind: 'session', arn: SESSION },
            ...{ action: 's3:GetObject', resource: 'arn:aws:s3:::a/x' },
            ...{ identityPolicies, context },
          };
          const { decision, missingContext } = evaluate(request);
          const all = { ...more, ...context };
          if (decide({ ...request, context: all }) === decision) return;
          changes += 1;
          const missing = missingContext.map(name => name.toLowerCase());
          const added = Object.keys(more).filter(key => !(key in context));
          expect(added.some(key => missing.includes(key))).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
    expect(changes).toBeGreaterThan(10);
  });

  it('does not depend on the order of policies and statements', () => {
    fc.assert(
      fc.property(arbitraryRequest, request => {
        const reversed = request.identityPolicies
          .map(({ name, document }) => ({
            name,
            document: {
              ...document,
              Statement: [document.Statement].flat().reverse(),
            },
          }))
          .reverse();
        expect(decide({ ...request, identityPolicies: reversed })).toBe(
          decide(request),
        );
      }),
    );
  });
});
