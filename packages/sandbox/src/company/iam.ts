import { issuerHostPath, oidcProviderArn } from '@backstage-irsa/core/arn';
import { subjectOf } from '@backstage-irsa/core/model';
import { uniqueId } from '../aws/iam/ids';
import { ISSUER_THUMBPRINT } from '../aws/iam/oidcProviders';
import type {
  Account,
  IamRole,
  ManagedPolicy,
  OidcProvider,
  Tag,
} from '../state/account';
import type { Cluster } from '../state/cluster';

/** A statement of a policy as people write it. */
export interface StatementText {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Principal?: Record<string, string> | '*';
  Condition?: Record<string, Record<string, string | string[]>>;
}

export function policyText(...statements: StatementText[]): string {
  return JSON.stringify(
    { Version: '2012-10-17', Statement: statements },
    null,
    2,
  );
}

export function addRole(
  account: Account,
  role: Pick<IamRole, 'name' | 'trustPolicy' | 'createdAt'> & Partial<IamRole>,
): IamRole {
  const path = role.path ?? '/';
  const added: IamRole = {
    maxSessionDurationSeconds: 3600,
    attachedPolicyArns: [],
    inlinePolicies: new Map(),
    tags: [],
    ...role,
    path,
    arn: `arn:${account.partition}:iam::${account.id}:role${path}${role.name}`,
    id: uniqueId('AROA'),
  };
  account.roles.set(role.name.toLowerCase(), added);
  return added;
}

export function addPolicy(
  account: Account,
  policy: {
    name: string;
    path?: string;
    document: string;
    createdAt: Date;
    tags?: Tag[];
  },
): ManagedPolicy {
  const { name, path = '/', document, createdAt, tags = [] } = policy;
  const added: ManagedPolicy = {
    arn: `arn:${account.partition}:iam::${account.id}:policy${path}${name}`,
    id: uniqueId('ANPA'),
    name,
    path,
    createdAt,
    updatedAt: createdAt,
    defaultVersionId: 'v1',
    versions: [{ id: 'v1', document, createdAt }],
    tags,
  };
  account.policies.set(added.arn, added);
  return added;
}

export function addOidcProvider(
  account: Account,
  issuer: string,
  createdAt: Date,
): OidcProvider {
  const provider: OidcProvider = {
    arn: oidcProviderArn(account.partition, account.id, issuer),
    url: issuerHostPath(issuer),
    clientIds: ['sts.amazonaws.com'],
    thumbprints: [ISSUER_THUMBPRINT],
    createdAt,
    tags: [],
  };
  account.oidcProviders.set(provider.arn, provider);
  return provider;
}

/** The parts of a trust policy for a ServiceAccount. Each can be wrong. */
export interface Trust {
  /** The ARN of the OIDC provider. */
  provider: string;
  /** The prefix of the condition keys: the issuer without `https://`. */
  keyPrefix: string;
  sub?: string;
  aud?: string;
  /** Conditions in addition to those on `sub` and `aud`. */
  more?: Record<string, string>;
}

/** Returns the correct trust policy for a ServiceAccount's role. */
export function rightTrust(
  account: Account,
  { issuer }: Pick<Cluster, 'issuer'>,
  service: { namespace: string; name: string },
): Trust {
  return {
    provider: oidcProviderArn(account.partition, account.id, issuer),
    keyPrefix: issuerHostPath(issuer),
    sub: subjectOf(service),
    aud: 'sts.amazonaws.com',
  };
}

export function trustText(trust: Trust): string {
  return policyText(trustStatement(trust));
}

export function trustStatement({
  provider,
  keyPrefix,
  sub,
  aud,
  more,
}: Trust): StatementText {
  return {
    Effect: 'Allow',
    Principal: { Federated: provider },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        ...(sub !== undefined && { [`${keyPrefix}:sub`]: sub }),
        ...(aud !== undefined && { [`${keyPrefix}:aud`]: aud }),
        ...more,
      },
    },
  };
}

/** Returns the statements of a policy that the sandbox wrote or its IAM accepted. */
export function statementsIn(document: string): StatementText[] {
  const { Statement }: { Statement: StatementText | StatementText[] } =
    JSON.parse(document);
  return [Statement].flat();
}
