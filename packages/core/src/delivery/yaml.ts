import { Document, isScalar, Scalar, visit } from 'yaml';

/** Matches keys that readers of every YAML version parse as text. */
const PLAIN_KEY = /^[a-z]{2,}([./-][a-z]+)*$/i;
const WORDS = /^(yes|no|on|off|true|false|null|nan|inf)$/i;

/**
 * Matches characters that readers of YAML 1.1 take as line breaks, and characters that no reader accepts unescaped. Source: "YAML Ain't Markup
 * Language 1.1", on line breaks and the character set.
 */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function escapedOf(character: string): string {
  const digits = character.charCodeAt(0).toString(16).padStart(4, '0');
  return `\\u${digits}`;
}

/** Quotes every text, so that `no`, `1e3`, and dates stay text even for readers of YAML 1.1, such as kubectl and CloudFormation. */
function documentOf(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(key, node) {
      if (typeof node.value !== 'string') return;
      const plain =
        key === 'key' && PLAIN_KEY.test(node.value) && !WORDS.test(node.value);
      node.type = plain ? Scalar.PLAIN : Scalar.QUOTE_DOUBLE;
    },
    Pair(_, { key }) {
      if (!isScalar(key)) throw new Error('A key is not a string.');
    },
  });
  // Only quoted texts contain such characters.
  return document.toString({ lineWidth: 0 }).replace(UNPRINTABLE, escapedOf);
}

/** Writes the values as consecutive YAML documents. */
export function toYaml(...values: unknown[]): string {
  return values.map(documentOf).join('---\n');
}
