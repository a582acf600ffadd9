import {
  GetOpenIDConnectProviderCommand,
  ListOpenIDConnectProvidersCommand,
  ListRolesCommand,
  paginateGetAccountAuthorizationDetails,
  type EntityType,
  type IAMClient,
  type ManagedPolicyDetail,
  type Role,
  type RoleDetail,
} from '@aws-sdk/client-iam';
import {
  objectsOf,
  optionalNumber,
  optionalText,
  optionalTime,
  textOf,
  textsOf,
  type ProviderFacts,
  type RoleFacts,
  readDocument,
  found,
  valueOf,
  type Observation,
  type ObservedPolicy,
} from '@backstage-irsa/core/model';
import { IamReader, policyArnsOf, toRole } from '../IamReader';
import { readAws } from '../read';
import { readBoundary, type PolicyOf } from '../roles';
import { inTurns } from './inTurns';

/** Roles and policies asked for at a time, of the 1,000 that IAM gives at most: nothing else runs while a page is read. */
const PAGE = 150;

/** The same for short lists. */
const SHORT_PAGE = 1000;

/** OIDC providers read at a time. IAM takes few calls a second from a whole account. */
const PROVIDERS_AT_A_TIME = 4;

/** Roles converted before others get their turn. */
const CHUNK = 50;

/** What trust policies say of EKS, however the rest of them is written. */
const TRUSTS_EKS = /oidc\.eks\.|pods\.eks\.amazonaws\.com/;

const DEFAULT_SESSION_SECONDS = 3600;

/** Reads one account as a whole. Source: "GetAccountAuthorizationDetails", IAM API Reference. */
export class AccountReader {
  readonly #iam: IAMClient;
  readonly #where: string;

  /** `where` names the account in what is said of missing rights. */
  constructor(iam: IAMClient, where: string) {
    this.#iam = iam;
    this.#where = where;
  }

  /**
   * Hands over the roles that trust an EKS issuer or EKS Pod Identity, and those that `isNamed`, some at a time. Answers how many roles there were.
   * The raw answer of a page is let go with the page.
   */
  async readRoles(options: {
    isNamed: (arn: string) => boolean;
    take: (roles: RoleFacts[]) => Promise<void>;
    signal?: AbortSignal;
  }): Promise<Observation<number>> {
    const { signal } = options;
    const durations = await this.#read('iam:ListRoles', () =>
      this.#sessionDurations(signal),
    );
    if (durations.state !== 'found') return durations;
    const pages = this.#rolePages(durations.value, options);
    let count = 0;
    for (;;) {
      // What `take` throws is no refusal of AWS.
      const page = await this.#read('iam:GetAccountAuthorizationDetails', () =>
        pages.next(),
      );
      if (page.state !== 'found') return page;
      if (page.value.done) return found(count);
      const { size, chosen } = page.value.value;
      count += size;
      for (let at = 0; at < chosen.length; at += CHUNK) {
        signal?.throwIfAborted();
        const chunk = chosen.slice(at, at + CHUNK);
        const roles = await this.#read(
          'iam:GetAccountAuthorizationDetails',
          () => Promise.all(chunk.map(convert => convert())),
        );
        if (roles.state !== 'found') return roles;
        await options.take(roles.value);
        await new Promise(resolve => setImmediate(resolve));
      }
    }
  }

  /** The OIDC providers of EKS issuers. */
  async providers(): Promise<Observation<ProviderFacts[]>> {
    const arns = await this.#read(
      'iam:ListOpenIDConnectProviders',
      async () => {
        const { OpenIDConnectProviderList: list } = await this.#iam.send(
          new ListOpenIDConnectProvidersCommand({}),
        );
        return objectsOf(list)
          .map(({ Arn }) => textOf(Arn))
          .filter(arn => arn.includes(':oidc-provider/oidc.eks.'));
      },
    );
    if (arns.state !== 'found') return arns;
    const providers = await inTurns(arns.value, PROVIDERS_AT_A_TIME, arn =>
      this.#read('iam:GetOpenIDConnectProvider', () => this.#provider(arn)),
    );
    const unread = providers.find(({ state }) => state === 'unknown');
    if (unread?.state === 'unknown') return unread;
    return found(providers.flatMap(provider => valueOf(provider) ?? []));
  }

  /** What each page of roles is made of; `chosen` convert when they are called. */
  async *#rolePages(
    durations: Map<string, number>,
    options: { isNamed: (arn: string) => boolean; signal?: AbortSignal },
  ): AsyncGenerator<{ size: number; chosen: (() => Promise<RoleFacts>)[] }> {
    const narrow = new IamReader(this.#iam, this.#where);
    const policies = await this.#policies(options.signal);
    const policyOf = (arn: string) => policies.get(arn) ?? narrow.policy(arn);
    for await (const page of this.#details(['Role'], options.signal)) {
      const roles = objectsOf(page.RoleDetailList);
      yield {
        size: roles.length,
        chosen: roles
          .filter(role => trustsEks(role) || options.isNamed(textOf(role.Arn)))
          .map(role => () => toFacts(role, durations, policyOf)),
      };
    }
  }

  async #provider(arn: string): Promise<ProviderFacts> {
    const answer = await this.#iam.send(
      new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }),
    );
    const createdAt = optionalTime(answer.CreateDate);
    return {
      arn,
      url: textOf(answer.Url),
      clientIds: textsOf(answer.ClientIDList),
      ...(createdAt !== undefined && { createdAt }),
    };
  }

  /** By ARN, each in the version in force, without tags, which only narrow reads tell. They come before roles, which only name them. */
  async #policies(
    signal?: AbortSignal,
  ): Promise<Map<string, Observation<ObservedPolicy>>> {
    const policies = new Map<string, Observation<ObservedPolicy>>();
    const kinds: EntityType[] = ['LocalManagedPolicy', 'AWSManagedPolicy'];
    for await (const page of this.#details(kinds, signal)) {
      for (const policy of objectsOf(page.Policies)) {
        const observed = toPolicy(policy);
        if (observed) policies.set(observed.arn, found(observed));
      }
    }
    return policies;
  }

  #details(kinds: EntityType[], signal?: AbortSignal) {
    signal?.throwIfAborted();
    return paginateGetAccountAuthorizationDetails(
      { client: this.#iam, pageSize: PAGE },
      { Filter: kinds },
    );
  }

  /** Which roles allow other sessions than of an hour, by name: the details of an account leave it out. */
  async #sessionDurations(signal?: AbortSignal): Promise<Map<string, number>> {
    const durations = new Map<string, number>();
    let marker: string | undefined;
    do {
      signal?.throwIfAborted();
      const page = await this.#iam.send(
        new ListRolesCommand({ MaxItems: SHORT_PAGE, Marker: marker }),
      );
      for (const role of objectsOf(page.Roles)) {
        const seconds =
          optionalNumber(role.MaxSessionDuration) ?? DEFAULT_SESSION_SECONDS;
        if (seconds !== DEFAULT_SESSION_SECONDS) {
          durations.set(textOf(role.RoleName), seconds);
        }
      }
      marker = page.IsTruncated ? page.Marker : undefined;
    } while (marker !== undefined);
    return durations;
  }

  #read<T>(right: string, read: () => Promise<T>): Promise<Observation<T>> {
    return readAws(right, read, this.#where);
  }
}

function trustsEks({ AssumeRolePolicyDocument }: RoleDetail): boolean {
  return TRUSTS_EKS.test(textOf(AssumeRolePolicyDocument));
}

function toPolicy(policy: ManagedPolicyDetail): ObservedPolicy | undefined {
  const arn = optionalText(policy.Arn);
  const defaultVersionId = optionalText(policy.DefaultVersionId) ?? 'v1';
  const version = objectsOf(policy.PolicyVersionList).find(
    ({ VersionId }) => VersionId === defaultVersionId,
  );
  const text = optionalText(version?.Document);
  if (arn === undefined || text === undefined) return undefined;
  const changedAt = optionalTime(version?.CreateDate);
  return {
    arn,
    name: textOf(policy.PolicyName),
    path: optionalText(policy.Path) ?? '/',
    defaultVersionId,
    ...(changedAt !== undefined && { changedAt }),
    document: readDocument(text, 'identity'),
    tags: {},
  };
}

async function toFacts(
  detail: RoleDetail,
  durations: Map<string, number>,
  policyOf: PolicyOf,
): Promise<RoleFacts> {
  const role = toRole({
    ...detail,
    MaxSessionDuration: durations.get(textOf(detail.RoleName)),
  } as Role);
  const lastUsedRegion = optionalText(detail.RoleLastUsed?.Region);
  const attached = policyArnsOf(detail.AttachedManagedPolicies);
  return {
    role,
    ...(role.lastUsedAt !== undefined && { lastUsedAt: role.lastUsedAt }),
    ...(lastUsedRegion !== undefined && { lastUsedRegion }),
    attachedPolicies: await Promise.all(attached.map(arn => policyOf(arn))),
    inlinePolicies: objectsOf(detail.RolePolicyList).map(
      ({ PolicyName, PolicyDocument }) => ({
        name: textOf(PolicyName),
        document: readDocument(textOf(PolicyDocument), 'identity'),
      }),
    ),
    permissionsBoundary: await readBoundary(found(role), policyOf),
  };
}
