import type { Violation } from '../model/types';
import type { RenderInput } from './types';

/** A text from the caller, with the field of the spec that contains it. */
export interface RenderedText {
  field: string;
  text: string;
  /** Whether the text is a key of a document. */
  isKey?: boolean;
}

function textsIn(field: string, value: unknown): RenderedText[] {
  if (typeof value === 'string') return [{ field, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(Array.isArray(value) ? [] : [{ field, text: key, isKey: true }]),
    ...textsIn(field, inner),
  ]);
}

/** Returns all texts that a spec can choose freely. */
function textsOf({ role, association }: RenderInput): RenderedText[] {
  return [
    ...textsIn('policyDocument', role.inlinePolicy?.document),
    ...textsIn('sessionPolicyDocument', association?.sessionPolicy),
    ...textsIn('tags', role.tags).map(({ text }) => ({ field: 'tags', text })),
  ];
}

/** Returns one violation for each field with a text that fails the test. */
export function refuseTexts(
  input: RenderInput,
  fails: (text: RenderedText) => boolean,
  describe: (text: string) => string,
): Violation[] {
  const failed = new Map<string, string>();
  for (const one of textsOf(input)) {
    if (!failed.has(one.field) && fails(one)) failed.set(one.field, one.text);
  }
  return [...failed].map(([field, text]) => ({
    field,
    rule: 'format-text',
    message: describe(text),
  }));
}

/** Refuses unpaired surrogates: they are not characters, so no file can contain them. */
export function refuseHalfCharacters(input: RenderInput): Violation[] {
  return refuseTexts(
    input,
    ({ text }) => /\p{Cs}/u.test(text),
    () =>
      'A text contains an incomplete Unicode character, which no file can hold. Remove it.',
  );
}
