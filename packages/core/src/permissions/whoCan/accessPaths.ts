import type { AccessHolder, AccessStep } from '../../model/types';
import { issuerOfProviderArn } from '../../trust/read';
import { parseArn } from '../../arn/arn';
import type { TrustedPrincipal } from './trustedPrincipals';

/** The role whose policies decide about access. */
export interface DecidingRole {
  /** The ID of the role, which is also the ID of its row in the table of roles, if it has one. */
  id: string;
  arn: string;
  name: string;
  /** Whether the table of roles contains the role. */
  isListed: boolean;
}

/** A holder of the access that a role or user has, and the path to it. */
export interface AccessPath {
  kind: AccessHolder['kind'];
  name: string;
  /** The ARN of the holder, for a user or role. */
  arn?: string;
  /** The steps before the role. */
  via: AccessStep[];
  role?: DecidingRole;
  /** Conditions in addition to those under which the role has access. */
  conditions?: string[];
}

/**
 * The ARN pattern of permission set roles.
 * Source: "Referencing permission sets in resource policies, Amazon EKS Cluster config maps, and AWS KMS key policies", IAM Identity Center User
 * Guide.
 */
const RESERVED =
  /:role\/aws-reserved\/sso\.amazonaws\.com\/(?:[^/]+\/)?AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

/** Returns the permission set for which IAM Identity Center created a role; undefined for other roles. */
export function permissionSetOf(roleArn: string): string | undefined {
  return RESERVED.exec(roleArn)?.[1];
}

/** Returns who a role's trust policy admits. Holders of a permission set are people, regardless of the provider in the policy. */
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

/** Returns a readable naming of a principal in a policy. */
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

/** Returns a readable name of an identity provider, given by ARN or by a name such as `cognito-identity.amazonaws.com`. */
function providerName(text: string): string {
  const issuer = issuerOfProviderArn(text);
  if (issuer !== undefined) return `OIDC provider ${issuer}`;
  const [kind, name] = parseArn(text)?.resource.split('/') ?? [];
  return kind === 'saml-provider'
    ? `SAML provider ${name}`
    : `Identity provider ${text}`;
}
