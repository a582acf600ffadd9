/**
 * Decodes the percent-encoded documents that IAM returns. Returns a text that is not encoded unchanged, even if it contains a `%`.
 *
 * Source: IAM API Reference, "GetPolicyVersion": the document is URL-encoded compliant with RFC 3986.
 *
 * @public
 */
export function decodePolicy(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.startsWith('%')) return text;
  try {
    // Some servers encode a space as `+`. A literal plus sign is always encoded.
    return decodeURIComponent(trimmed.replaceAll('+', '%20'));
  } catch {
    return text;
  }
}
