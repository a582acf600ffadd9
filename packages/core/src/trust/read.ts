import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { parseArn } from '../arn/arn';

/** A condition of a trust policy statement. @public */
export interface TrustCondition {
  /** The operator with its qualifiers, as written. */
  operator: string;
  /** The key, as written. */
  key: string;
  values: string[];
}

/** A statement of a trust policy, with single values normalized to arrays. @public */
export interface TrustStatement {
  /** Position in the document, from 0. */
  index: number;
  effect: 'Allow' | 'Deny';
  actions: string[];
  /** ARNs of the federated principals. */
  federated: string[];
  /** Issuers of those that are OIDC providers, without `https://`. */
  issuers: string[];
  /** Principals of other kinds, as `AWS: arn…`, `Service: …`, or `*`. */
  others: string[];
  conditions: TrustCondition[];
}

function list(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

function principalsOf(statement: Statement): {
  federated: string[];
  others: string[];
} {
  const { Principal: principal } = statement;
  if (principal === undefined) return { federated: [], others: [] };
  if (typeof principal === 'string') {
    return { federated: [], others: [principal] };
  }
  const others = Object.entries(principal)
    .filter(([kind]) => kind !== 'Federated')
    .flatMap(([kind, value]) => list(value).map(text => `${kind}: ${text}`));
  return { federated: list(principal.Federated), others };
}

function conditionsOf(statement: Statement): TrustCondition[] {
  return Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys ?? {}).map(([key, values]) => ({
      operator,
      key,
      values: list(values),
    })),
  );
}

/** Returns the issuer in an OIDC provider ARN, without `https://`; undefined for other ARNs. */
export function issuerOfProviderArn(arn: string): string | undefined {
  const resource = parseArn(arn)?.resource;
  return resource?.startsWith('oidc-provider/')
    ? resource.slice('oidc-provider/'.length)
    : undefined;
}

/** Reads every statement of a trust policy, regardless of its notation. @public */
export function readTrustPolicy(document: PolicyDocument): TrustStatement[] {
  const statements = Array.isArray(document.Statement)
    ? document.Statement
    : [document.Statement];
  return statements.map((statement, index) => {
    const { federated, others } = principalsOf(statement);
    return {
      index,
      effect: statement.Effect,
      actions: list(statement.Action),
      federated,
      issuers: federated.flatMap(arn => issuerOfProviderArn(arn) ?? []),
      others,
      conditions: conditionsOf(statement),
    };
  });
}
