const HIDDEN = '<redacted>';

/** A web identity token, even if it is truncated. */
const JWT = /\beyJ[\w-]{8,}(?:\.[\w-]*)*/g;

/** IDs of AWS access keys, both long-term and temporary. */
const KEY_ID = /\b(?:AKIA|ASIA)[A-Z0-9]{8,}\b/g;

/**
 * Secret keys and session tokens of AWS have at least 40 of these characters. ARNs match as a whole, so that they are kept: they contain no secret.
 */
const ARN_OR_RUN = /\barn:aws[^\s"'\\]{1,1600}|[A-Za-z0-9/+=]{40,}/g;

/** A value after a name that suggests a secret. */
const NAMED_SECRET =
  /((?:secret|token|password|signature|credential|authorization)[\w-]{0,40}(?:["']?\s*=\s*|\s*:\s+|["']\s*:\s*)(?:bearer\s+)?["']?)([^\s"'&,<>]{8,})/gi;

/**
 * Whether a text looks like a secret. Secrets mix small letters and capitals with digits, or change between them at every second character; the words
 * of a name do neither.
 */
function looksRandom(text: string): boolean {
  const digits = text.match(/\d/g) ?? [];
  const runs = text.match(/[a-z]+|[A-Z]+|\d+|[^A-Za-z\d]+/g) ?? [];
  return (
    /[a-z]/.test(text) &&
    /[A-Z]/.test(text) &&
    (digits.length >= 3 || runs.length > text.length / 2)
  );
}

/** Whether a text is a path, an ARN, or a URL: it can say where a secret is, but is not a secret. */
function isPlace(text: string): boolean {
  return /^(?:arn:|https?:|file:|\.{0,2}\/)/.test(text);
}

/** Removes text that can be a token, key, or session, because pasted logs can contain any of them. */
export function redact(text: string): string {
  return text
    .replace(JWT, HIDDEN)
    .replace(KEY_ID, HIDDEN)
    .replace(NAMED_SECRET, (whole, name: string, value: string) =>
      isPlace(value) || !(/\d/.test(value) || looksRandom(value))
        ? whole
        : `${name}${HIDDEN}`,
    )
    .replace(ARN_OR_RUN, run =>
      run.startsWith('arn:') || !looksRandom(run) ? run : HIDDEN,
    );
}
