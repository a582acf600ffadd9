import { isOfIdentity, unknownElements } from './elements';
import { isRecord, isTextOrTexts } from './shape';
import type { PolicyError, PolicyType } from './types';

const PRINCIPAL_KINDS = ['AWS', 'Federated', 'Service', 'CanonicalUser'];

/** Returns the errors in the Principal or NotPrincipal element of a statement. */
export function checkPrincipal(
  statement: Record<string, unknown>,
  path: string,
  type: PolicyType,
): PolicyError[] {
  const given = ['Principal', 'NotPrincipal'].filter(
    key => statement[key] !== undefined,
  );
  if (isOfIdentity(type)) {
    return given.map(key => ({
      path: `${path}.${key}`,
      reason: `${key} is not allowed: the policy applies to the identity that it is attached to.`,
    }));
  }
  if (given.length !== 1) {
    return [
      {
        path: given.length === 0 ? path : `${path}.NotPrincipal`,
        reason: 'A statement must have either Principal or NotPrincipal.',
      },
    ];
  }
  const [key] = given;
  const here = `${path}.${key}`;
  const unsupported =
    key === 'NotPrincipal' ? whyNoNotPrincipal(statement, type) : undefined;
  return unsupported
    ? [{ path: here, reason: unsupported }]
    : checkPrincipalElement(statement[key], here);
}

/** Returns why a statement must not have NotPrincipal, if so. Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal". */
function whyNoNotPrincipal(
  { Effect }: Record<string, unknown>,
  type: PolicyType,
): string | undefined {
  if (type === 'trust') {
    return 'A trust policy must not have NotPrincipal. Name the principals in Principal.';
  }
  if (type === 'resource-control') {
    return 'A resource control policy must not have NotPrincipal. Use a condition on aws:PrincipalArn.';
  }
  return Effect === 'Deny'
    ? undefined
    : 'NotPrincipal is supported only with "Effect": "Deny". Name the principals in Principal.';
}

function checkPrincipalElement(value: unknown, path: string): PolicyError[] {
  if (value === '*') return [];
  if (!isRecord(value) || Object.keys(value).length === 0) {
    return [
      {
        path,
        reason: `It must be "*" or an object with ${PRINCIPAL_KINDS.join(
          ', ',
        )}.`,
      },
    ];
  }
  return [
    ...unknownElements(value, PRINCIPAL_KINDS, path, 'a principal'),
    ...Object.entries(value)
      .filter(([, names]) => !isTextOrTexts(names) || names.length === 0)
      .map(([kind]) => ({
        path: `${path}.${kind}`,
        reason: `${kind} must be a string or a non-empty list of strings.`,
      })),
  ];
}
