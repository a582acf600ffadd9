import type { NamedPolicy, Statement } from '../../document/types';
import { policy, SESSION } from '../cases';
import type { PolicyCase, PolicyTable } from './types';

const allowAll: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const deny = { Effect: 'Deny', Action: '*', Resource: '*' };

/** Creates a document that the types do not allow. */
const broken = (...statements: object[]): NamedPolicy => ({
  name: 'broken',
  document: JSON.parse(
    JSON.stringify({ Version: '2012-10-17', Statement: statements }),
  ),
});
const beside = (
  what: string,
  document: NamedPolicy,
  decision: PolicyCase['decision'] = 'Allowed',
): PolicyCase => ({
  case: what,
  identityPolicies: [policy(allowAll), document],
  invalid: ['broken'],
  decision,
});
const limiting = (
  what: string,
  part: Partial<PolicyCase>,
  decision: PolicyCase['decision'] = 'ImplicitlyDenied',
): PolicyCase => ({
  case: what,
  statements: [allowAll],
  invalid: ['broken'],
  ...part,
  decision,
});

/** Decisions with documents that violate the grammar. The result names these documents, whatever the decision is. */
export const brokenTables: PolicyTable[] = [
  {
    page: 'IAM JSON policy elements: Condition operators',
    says: 'Use condition operators in the Condition element to match the condition key and value in the policy against values in the request context.',
    cases: [
      beside(
        'a Deny with an unknown operator',
        broken({ ...deny, Condition: { StringIs: { 'aws:a': 'b' } } }),
      ),
      beside(
        'a Deny whose condition is a text',
        broken({ ...deny, Condition: 'never' }),
      ),
    ],
  },
  {
    page: 'AWS JSON policy elements: Principal',
    says: 'You cannot use the Principal element in an identity-based policy.',
    cases: [
      beside(
        'a Deny with a principal in an identity-based policy',
        broken({ ...deny, Principal: '*' }),
      ),
      limiting('a permissions boundary with a principal', {
        permissionsBoundary: broken({ ...allowAll, Principal: '*' }),
      }),
      limiting('an SCP with a principal', {
        serviceControlPolicies: [[broken({ ...allowAll, Principal: '*' })]],
      }),
    ],
  },
  {
    page: 'IAM JSON policy elements: Effect',
    says: 'Valid values for Effect are Allow and Deny. The Effect value is case sensitive.',
    cases: [
      beside('an effect "deny"', broken({ ...deny, Effect: 'deny' })),
      beside('no effect', broken({ Action: '*', Resource: '*' })),
      limiting('an effect "allow" in a session policy', {
        sessionPolicies: [broken({ ...allowAll, Effect: 'allow' })],
      }),
    ],
  },
  {
    page: 'IAM JSON policy elements: Action',
    says: 'Statements must include either an Action or NotAction element.',
    cases: [
      beside('a Deny with neither', broken({ Effect: 'Deny', Resource: '*' })),
      beside('a Deny with both', broken({ ...deny, NotAction: 's3:*' })),
    ],
  },
  {
    page: 'IAM JSON policy elements: Resource',
    says: 'Statements must include either a Resource or a NotResource element.',
    cases: [
      beside('a Deny with neither', broken({ Effect: 'Deny', Action: '*' })),
      beside(
        'a Deny with neither, and a valid Deny in the same document',
        broken({ Effect: 'Deny', Action: '*' }, deny),
        'ExplicitlyDenied',
      ),
    ],
  },
  {
    page: 'IAM JSON policy elements: Version',
    says: 'The Version policy element specifies the language syntax rules that are to be used to process a policy.',
    cases: [
      beside('an unknown version', {
        name: 'broken',
        document: JSON.parse('{"Version":"2026-01-01","Statement":[]}'),
      }),
      {
        case: 'a resource policy with an unknown kind of principal',
        statements: [allowAll],
        resourcePolicy: broken({ ...deny, Principal: { Nobody: SESSION } }),
        invalid: ['broken'],
        decision: 'Allowed',
      },
    ],
  },
];
