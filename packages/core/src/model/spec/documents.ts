import { parsePolicy, type PolicyType } from '@backstage-irsa/iam-policy';
import { CUT_OFF_ROOM } from '../defaultQuotas';
import type { IamServiceAccountSpec, Violation } from '../types';
import { violation } from './violation';

interface DocumentField {
  field: 'policyDocument' | 'sessionPolicyDocument';
  rule: string;
  title: string;
  type: PolicyType;
  /** In characters without white space, as AWS counts. */
  maximum: number;
  /** Of these, so many are not the spec's. */
  reserved?: { characters: number; purpose: string };
}

// Source: "IAM and AWS STS quotas", IAM User Guide.
const FIELDS: DocumentField[] = [
  {
    field: 'policyDocument',
    rule: 'inline-policy-size',
    title: 'inline document',
    type: 'identity',
    maximum: 10_240,
    reserved: { characters: CUT_OFF_ROOM, purpose: 'a cut off of the access' },
  },
  {
    field: 'sessionPolicyDocument',
    rule: 'session-policy-size',
    title: 'session policy',
    type: 'session',
    maximum: 2048,
  },
];

/** Rules about the size of a document. One that breaks them is not read any further. @public */
export const DOCUMENT_SIZE_RULES: ReadonlySet<string> = new Set(
  FIELDS.map(({ rule }) => rule),
);

/** Positions are those in the document written with two spaces of indentation, as forms show it. */
function checkDocument(
  spec: IamServiceAccountSpec,
  { field, rule, title, type, maximum, reserved }: DocumentField,
  partition: string | undefined,
): Violation[] {
  const document = spec[field];
  if (document === undefined) return [];
  const size = JSON.stringify(document).replace(/\s/g, '').length;
  if (size > maximum - (reserved?.characters ?? 0)) {
    const except = reserved
      ? `, of which ${reserved.characters} stay free for ${reserved.purpose}`
      : '';
    return [
      violation(
        field,
        rule,
        `The ${title} has ${size} characters; AWS accepts ${maximum}${except}. Shorten it.`,
      ),
    ];
  }
  const text = JSON.stringify(document, null, 2);
  return parsePolicy(text, { type, toStore: { partition } }).errors.map(
    ({ path, line, column, reason }) =>
      violation(
        field,
        'policy-document',
        `${path || 'The document'}, line ${line}, column ${column}: ${reason}`,
      ),
  );
}

/** The documents of a spec: the size first, then what is written in them. */
export function checkDocuments(
  spec: IamServiceAccountSpec,
  partition: string | undefined,
): Violation[] {
  return FIELDS.flatMap(each => checkDocument(spec, each, partition));
}
