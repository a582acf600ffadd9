/**
 * Undoes the percent-encoding in which IAM returns documents. Text that is not encoded comes back as it is, also when it holds a `%`.
 *
 * Source: IAM API Reference, "GetPolicyVersion": the document is URL-encoded compliant with RFC 3986.
 *
 * @public
 */
export function decodePolicy(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.startsWith('%')) return text;
  try {
    // Some servers write a space as `+`; a true plus is always encoded.
    return decodeURIComponent(trimmed.replaceAll('+', '%20'));
  } catch {
    return text;
  }
}
