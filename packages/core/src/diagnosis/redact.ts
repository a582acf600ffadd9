const HIDDEN = '<redacted>';

/** A web identity token, also when its end is cut off. */
const JWT = /\beyJ[\w-]{8,}(?:\.[\w-]*)*/g;

/** The ids of AWS keys, long-lived and of sessions. */
const KEY_ID = /\b(?:AKIA|ASIA)[A-Z0-9]{8,}\b/g;

/** Secret keys and session tokens of AWS have at least 40 such characters. ARNs are taken whole, since they hold no secret. */
const ARN_OR_RUN = /\barn:aws[^\s"'\\]{1,1600}|[A-Za-z0-9/+=]{40,}/g;

/** What stands behind a name that says it is secret. */
const NAMED_SECRET =
  /((?:secret|token|password|signature|credential|authorization)[\w-]{0,40}(?:["']?\s*=\s*|\s*:\s+|["']\s*:\s*)(?:bearer\s+)?["']?)([^\s"'&,<>]{8,})/gi;

/** Words have no digits, and names no capitals and digits both; a secret has all. */
function looksRandom(text: string): boolean {
  return (
    /[a-z]/.test(text) &&
    /[A-Z]/.test(text) &&
    (text.match(/\d/g) ?? []).length >= 3
  );
}

/** A path, an ARN or an address: it says where a secret is, and is none. */
function isPlace(text: string): boolean {
  return /^(?:arn:|https?:|file:|\.{0,2}\/)/.test(text);
}

/** The text without what may be a token, a key or a session: people paste logs, and those may hold any. */
export function redact(text: string): string {
  return text
    .replace(JWT, HIDDEN)
    .replace(KEY_ID, HIDDEN)
    .replace(NAMED_SECRET, (whole, name: string, value: string) =>
      isPlace(value) || !/\d/.test(value) ? whole : `${name}${HIDDEN}`,
    )
    .replace(ARN_OR_RUN, run =>
      run.startsWith('arn:') || !looksRandom(run) ? run : HIDDEN,
    );
}
