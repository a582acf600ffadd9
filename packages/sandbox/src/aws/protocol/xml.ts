/** A value in the answer of an operation with an XML protocol. */
type XmlValue =
  | string
  | number
  | boolean
  | Date
  | undefined
  | XmlValue[]
  | ReadonlyMap<string, string | number>
  | XmlObject;

/** XML elements in their order. An undefined value is left out. */
export interface XmlObject {
  [element: string]: XmlValue;
}

/**
 * The format of a list: `member` is `<Names><member/><member/></Names>` (query protocol), `item` is the same with elements named `item` (EC2), and
 * `flat` is `<Name/><Name/>` (S3).
 */
export type ListStyle = 'member' | 'item' | 'flat';

/** Formats the fields of an object as XML elements, without an enclosing element. */
export function elements(object: XmlObject, style: ListStyle): string {
  return Object.entries(object)
    .map(([name, value]) => element(name, value, style))
    .join('');
}

function element(name: string, value: XmlValue, style: ListStyle): string {
  if (value === undefined) {
    return '';
  }
  if (Array.isArray(value) && style === 'flat') {
    return value.map(entry => element(name, entry, style)).join('');
  }
  return `<${name}>${content(value, style)}</${name}>`;
}

function content(
  value: Exclude<XmlValue, undefined>,
  style: ListStyle,
): string {
  if (Array.isArray(value)) {
    return value.map(entry => element(style, entry, style)).join('');
  }
  if (value instanceof Map) {
    return [...value]
      .map(
        ([key, entry]) =>
          `<entry><key>${escapeXml(key)}</key><value>${escapeXml(
            String(entry),
          )}</value></entry>`,
      )
      .join('');
  }
  if (value instanceof Date) {
    return style === 'flat'
      ? value.toISOString()
      : value.toISOString().replace(/\.\d{3}Z$/, 'Z');
  }
  if (typeof value === 'object') {
    return elements(value as XmlObject, style);
  }
  return escapeXml(String(value));
}

/** Escapes text for an XML element. Escapes carriage returns too, because parsers would change them. */
export function escapeXml(value: string): string {
  return value
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\r/g, '&#xD;');
}
