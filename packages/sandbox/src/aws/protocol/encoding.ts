/** Percent-encodes all characters except the unreserved ones (RFC 3986), as SigV4 and IAM's policy documents require. */
export function percentEncode(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Returns the decoded name-value pairs of a query or form, in their order. */
export function parsePairs(
  encoded: string,
  plusIsSpace: boolean,
): [string, string][] {
  return encoded
    .split('&')
    .filter(pair => pair !== '')
    .map(pair => {
      const equals = pair.indexOf('=');
      const name = equals < 0 ? pair : pair.slice(0, equals);
      const value = equals < 0 ? '' : pair.slice(equals + 1);
      return [decode(name, plusIsSpace), decode(value, plusIsSpace)];
    });
}

function decode(value: string, plusIsSpace: boolean): string {
  return decodePart(plusIsSpace ? value.replace(/\+/g, ' ') : value);
}

/** Decodes percent-encoded text. Returns invalid text unchanged. */
export function decodePart(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
