import {
  parsePolicy,
  type PolicyError,
  type PolicyType,
} from '@backstage-irsa/iam-policy';

/** Returns AWS's message about an invalid policy document; undefined if the document is valid. */
export function policyProblem(
  text: string,
  type: PolicyType,
): string | undefined {
  const { errors } = parsePolicy(text, { type });
  if (!isJson(text)) {
    return type === 'trust'
      ? 'This policy contains invalid Json'
      : 'The policy is not in the valid JSON format.';
  }
  return errors.length === 0 ? undefined : wording(errors[0], type, text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function wording(
  { path, reason }: PolicyError,
  type: PolicyType,
  text: string,
): string {
  const isOfIdentity = type === 'identity' || type === 'session';
  const element = path.split('.')[1]?.replace(/\[\d+\]$/, '');
  if (type === 'trust' && /^(Not)?Resource$/.test(element ?? '')) {
    return `Has prohibited field ${element}`;
  }
  if (isOfIdentity && /^(Not)?Principal$/.test(element ?? '')) {
    return 'Policy document should not specify a principal.';
  }
  const missing = /must have either (\w+) or/.exec(reason)?.[1];
  if (element === undefined && missing !== undefined) {
    return isOfIdentity
      ? `Policy statement must contain ${missing.toLowerCase()}s.`
      : `Missing required field ${missing}`;
  }
  if (reason.startsWith('Duplicate Sid ')) {
    return 'Statement IDs (SID) in a single policy must be unique.';
  }
  if (element === 'Sid') {
    return 'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*';
  }
  const given = element === undefined ? undefined : elementAt(text, path);
  if (
    isOfIdentity &&
    Array.isArray(given) &&
    given.length === 0 &&
    /^(Not)?(Action|Resource)$/.test(element ?? '')
  ) {
    return `Policy statement must contain ${
      element?.endsWith('Action') ? 'actions' : 'resources'
    }.`;
  }
  if (
    (element === 'Effect' && /^(allow|deny)$/i.test(String(given))) ||
    /is not (a date|a number|an IP address or range)\.$/.test(reason)
  ) {
    return 'The policy failed legacy parsing';
  }
  const value = /^"([^"]*)" is not/.exec(reason)?.[1];
  if (/^(Not)?Action$/.test(element ?? '') && /:.*:/.test(value ?? '')) {
    return 'Actions/Condition can contain only one colon.';
  }
  if (
    value !== undefined &&
    (/^(Not)?Action$/.test(element ?? '') ||
      reason.includes('is not a condition key'))
  ) {
    return 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
  }
  if (value !== undefined && /^(Not)?Resource$/.test(element ?? '')) {
    return `Resource ${value} must be in ARN format or "*".`;
  }
  return 'Syntax errors in policy.';
}

/** Returns the element of a statement at a path such as `Statement[0].Effect`. */
function elementAt(text: string, path: string): unknown {
  const [, index, element] = /^Statement(?:\[(\d+)\])?\.(\w+)/.exec(path) ?? [];
  const { Statement: statements } = JSON.parse(text);
  return (index === undefined ? statements : statements?.[Number(index)])?.[
    element
  ];
}
