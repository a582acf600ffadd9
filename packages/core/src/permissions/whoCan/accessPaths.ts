import type { AccessHolder, AccessStep } from '../../model/types';
import { issuerOfProviderArn } from '../../trust/read';
import { parseArn } from '../../arn/arn';
import type { TrustedPrincipal } from './trustedPrincipals';

/** A role whose policies decide. */
export interface DecidingRole {
  /** Also of its row, where it has one. */
  id: string;
  arn: string;
  name: string;
  /** Whether the table of roles has it. */
  isListed: boolean;
}

/** Somebody who comes to what a role or a user may do, and through what. */
export interface AccessPath {
  kind: AccessHolder['kind'];
  name: string;
  /** Of a user or a role. */
  arn?: string;
  /** Before the role. */
  via: AccessStep[];
  role?: DecidingRole;
  /** Beside those under which the role can do it. */
  conditions?: string[];
}

/** Source: "Referencing permission sets in resource policies, Amazon EKS Cluster config maps, and AWS KMS key policies", IAM Identity Center User Guide. */
const RESERVED =
  /:role\/aws-reserved\/sso\.amazonaws\.com\/(?:[^/]+\/)?AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

/** The permission set that IAM Identity Center made a role for; undefined for another role. */
export function permissionSetOf(roleArn: string): string | undefined {
  return RESERVED.exec(roleArn)?.[1];
}

/** Whom a role's trust policy lets in. Those of a permission set are people, whatever provider stands in the policy. */
export function holdersByTrust(
  role: DecidingRole,
  trusted: TrustedPrincipal[],
): AccessPath[] {
  const permissionSet = permissionSetOf(role.arn);
  if (permissionSet !== undefined) {
    return [
      {
        kind: 'people',
        name: `Permission set ${permissionSet}`,
        via: [],
        role,
      },
    ];
  }
  return trusted.map(one => ({
    ...namingOf(one),
    via: [],
    role,
    ...(one.conditions && { conditions: one.conditions }),
  }));
}

/** Whom a policy names, as people know it. */
export function namingOf({
  kind,
  name,
}: Pick<TrustedPrincipal, 'kind' | 'name'>): Pick<
  AccessPath,
  'kind' | 'name' | 'arn'
> {
  switch (kind) {
    case 'service':
      return { kind, name };
    case 'federated':
      return { kind: 'people', name: providerName(name) };
    case 'principal':
      return { kind: 'account', name, ...(parseArn(name) && { arn: name }) };
    default:
      return {
        kind,
        name: name === '*' ? 'Everybody in AWS' : `Account ${name}`,
      };
  }
}

/** Identity providers are ARNs in the account, or names such as `cognito-identity.amazonaws.com`. */
function providerName(text: string): string {
  const issuer = issuerOfProviderArn(text);
  if (issuer !== undefined) return `OIDC provider ${issuer}`;
  const [kind, name] = parseArn(text)?.resource.split('/') ?? [];
  return kind === 'saml-provider'
    ? `SAML provider ${name}`
    : `Identity provider ${text}`;
}
