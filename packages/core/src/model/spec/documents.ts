import { parsePolicy, type PolicyType } from '@backstage-irsa/iam-policy';
import { CUT_OFF_ROOM } from '../defaultQuotas';
import { sizeInIam } from '../sizeInIam';
import type { IamServiceAccountSpec, Violation } from '../types';
import { violation } from './violation';

interface DocumentField {
  field: 'policyDocument' | 'sessionPolicyDocument';
  rule: string;
  title: string;
  type: PolicyType;
  /** The maximum size in characters, without white space, as AWS counts. */
  maximum: number;
  /** The characters of the maximum that the spec cannot use. */
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
    reserved: { characters: CUT_OFF_ROOM, purpose: 'cutting off access' },
  },
  {
    field: 'sessionPolicyDocument',
    rule: 'session-policy-size',
    title: 'session policy',
    type: 'session',
    maximum: 2048,
  },
];

/** The rules about the size of a document. A document that violates them is not parsed. @public */
export const DOCUMENT_SIZE_RULES: ReadonlySet<string> = new Set(
  FIELDS.map(({ rule }) => rule),
);

/** Checks one document of a spec. Positions refer to the document with an indentation of two spaces, as forms show it. */
function checkDocument(
  spec: IamServiceAccountSpec,
  { field, rule, title, type, maximum, reserved }: DocumentField,
  partition: string | undefined,
): Violation[] {
  const document = spec[field];
  if (document === undefined) return [];
  const size = sizeInIam(JSON.stringify(document));
  if (size > maximum - (reserved?.characters ?? 0)) {
    const except = reserved
      ? `, of which ${reserved.characters} are reserved for ${reserved.purpose}`
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

/** Checks the documents of a spec: first the size, then the content. */
export function checkDocuments(
  spec: IamServiceAccountSpec,
  partition: string | undefined,
): Violation[] {
  return FIELDS.flatMap(each => checkDocument(spec, each, partition));
}
