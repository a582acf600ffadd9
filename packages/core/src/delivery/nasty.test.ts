import { NASTY } from '@backstage-irsa/fuzz';
import { checkSpec } from '../model/spec/checkSpec';
import { type IamServiceAccountSpec, type RenderFormat } from '../model/types';
import { desiredWith } from '../__testUtils__/desired';
import { observedWith } from '../__testUtils__/observed';
import { specOf } from '../__testUtils__/specs';
import { problemsOf } from './__testUtils__/problems';
import { readers } from './__testUtils__/readers';
import { renderInputOf } from './input';
import { renderers } from './registry';
import { renderAs } from './render';

const FORMATS = Object.keys(renderers) as RenderFormat[];

function documentWith(change: object): Partial<IamServiceAccountSpec> {
  return {
    grants: [],
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...change },
      ],
    },
  };
}

/** Puts a text into each field of a spec. */
const FIELDS: Record<string, (text: string) => Partial<IamServiceAccountSpec>> =
  {
    entityRef: text => ({ entityRef: `component:default/${text}` }),
    owner: text => ({ owner: `group:default/${text}` }),
    namespace: text => ({ namespace: text }),
    name: text => ({ name: text }),
    'grants.service': text => ({
      grants: [{ service: text, access: 'read', resource: 'orders' }],
    }),
    'grants.access': text => ({
      grants: [{ service: 's3', access: text, resource: 'orders' }],
    }),
    'grants.resource': text => ({
      grants: [{ service: 'secretsmanager', access: 'read', resource: text }],
    }),
    managedPolicyArns: text => ({
      managedPolicyArns: [`arn:aws:iam::aws:policy/${text}`],
    }),
    permissionsBoundaryArn: text => ({
      permissionsBoundaryArn: `arn:aws:iam::111122223333:policy/${text}/b`,
    }),
    'tags key': text => ({ tags: { [text]: 'x' } }),
    'tags value': text => ({ tags: { x: text } }),
    audience: text => ({ audience: text }),
    roleName: text => ({ roleName: text }),
    rolePath: text => ({ rolePath: `/irsa/${text}/` }),
    'policyDocument Sid': text => documentWith({ Sid: text }),
    'policyDocument Resource': text =>
      documentWith({ Resource: `arn:aws:s3:::a/${text}` }),
    'policyDocument condition value': text =>
      documentWith({ Condition: { StringEquals: { 's3:prefix': text } } }),
    'policyDocument condition key': text =>
      documentWith({ Condition: { StringEquals: { [text]: 'x' } } }),
    'sessionPolicyDocument Resource': text => ({
      mechanism: 'pod-identity',
      sessionPolicyDocument: documentWith({
        Resource: `arn:aws:s3:::a/${text}`,
      }).policyDocument,
    }),
    'sessionPolicyDocument condition key': text => ({
      mechanism: 'pod-identity',
      sessionPolicyDocument: documentWith({
        Condition: { StringEquals: { [text]: 'x' } },
      }).policyDocument,
    }),
    'policyDocument Id': text => ({
      grants: [],
      policyDocument: {
        Version: '2012-10-17',
        Id: text,
        Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
      },
    }),
  };

/** The formats that write no text in a field: only names of services and access are valid grants, and a format can lack a field. */
const NEVER_WRITTEN: Record<string, RenderFormat[]> = {
  'grants.service': FORMATS,
  'grants.access': FORMATS,
  audience: ['eksctl'],
  'sessionPolicyDocument Resource': ['crossplane'],
  'sessionPolicyDocument condition key': ['crossplane'],
};

/** Returns whether a text in a field is refused by the spec rules, refused by the format, or written. */
function outcome(format: RenderFormat, change: Partial<IamServiceAccountSpec>) {
  if (checkSpec(specOf(change)).length > 0) return 'rule';
  const input = renderInputOf(desiredWith(change), observedWith());
  const { files, violations } = renderAs(format, input);
  if (violations.length > 0) return 'format';
  expect(problemsOf(format, files)).toEqual([]);
  const { role, permissions, serviceAccount, association } =
    readers[format](files);
  expect(association?.sessionPolicy).toEqual(input.association?.sessionPolicy);
  const { inlinePolicy, trust } = input.role;
  expect([role.name, role.tags, role.boundaryArn]).toEqual([
    input.role.name,
    input.role.tags,
    input.role.boundaryArn,
  ]);
  expect(role.managedPolicyArns).toEqual(input.role.managedPolicyArns);
  expect([input.role.path, undefined]).toContain(role.path);
  expect(input.serviceAccount).toMatchObject(serviceAccount);
  if (role.trust) expect(role.trust).toEqual(trust);
  expect(permissions).toEqual(
    [input.policy?.document, inlinePolicy?.document].filter(Boolean),
  );
  return 'written';
}

/** Returns all texts in the nightly test; otherwise a third of them for each format. */
const textsFor = (format: RenderFormat) =>
  NASTY.filter(
    (_, index) =>
      process.env.NIGHTLY === 'true' ||
      index % 3 === FORMATS.indexOf(format) % 3,
  );

describe.each(FORMATS)('%s', format => {
  it.each(Object.entries(FIELDS))(
    'writes any text in %s so that parsing returns it, or refuses the spec',
    (field, changeOf) => {
      const outcomes = textsFor(format).map(text =>
        outcome(format, changeOf(text)),
      );
      const isWritable = !NEVER_WRITTEN[field]?.includes(format);
      expect(outcomes.includes('written')).toBe(isWritable);
    },
  );

  it('writes policy variables unchanged', () => {
    const texts = ['${aws:PrincipalTag/x}', '$${aws:username}', '%{x}', '"'];
    const key = (text: string) =>
      outcome(format, FIELDS['policyDocument condition value'](text));
    expect(texts.map(key)).toEqual(texts.map(() => 'written'));
  });
});
