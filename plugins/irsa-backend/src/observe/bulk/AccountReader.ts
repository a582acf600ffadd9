import {
  GetOpenIDConnectProviderCommand,
  ListOpenIDConnectProvidersCommand,
  ListRolesCommand,
  paginateGetAccountAuthorizationDetails,
  type EntityType,
  type IAMClient,
  type ManagedPolicyDetail,
} from '@aws-sdk/client-iam';
import {
  DEFAULT_SESSION_SECONDS,
  objectsOf,
  optionalNumber,
  optionalText,
  optionalTime,
  textOf,
  textsOf,
  type ProviderFacts,
  type RoleFacts,
  type UserFacts,
  readDocument,
  found,
  valueOf,
  type Observation,
  type ObservedPolicy,
} from '@backstage-irsa/core/model';
import { IamReader } from '../IamReader';
import { readAws } from '../read';
import { giveWay } from '../../lib/giveWay';
import { inTurns } from './inTurns';
import { Groups, toRoleFacts, toUserFacts, trustsEks } from './principals';

/** Roles, users, and policies per page. IAM allows up to 1,000, but parsing a page blocks the event loop. */
const PAGE = 100;

/** Roles per page when read without their policies, which is faster. */
const SHORT_PAGE = 250;

/** OIDC providers that are read at the same time. IAM accepts few calls per second from an account. */
const PROVIDERS_AT_A_TIME = 4;

/** Roles and users that are converted before the event loop gets a turn. */
const CHUNK = 25;

/** Some of the roles and users of an account. */
export interface AccountPrincipals {
  /** The roles that trust an EKS issuer or EKS Pod Identity, and the roles that were named. */
  roles: RoleFacts[];
  otherRoles: RoleFacts[];
  users: UserFacts[];
}

/** One role or user of an account. */
interface Principal {
  role?: RoleFacts;
  otherRole?: RoleFacts;
  user?: UserFacts;
}

/** Reads one account as a whole. Source: "GetAccountAuthorizationDetails", IAM API Reference. */
export class AccountReader {
  readonly #iam: IAMClient;
  readonly #where: string;

  /** `where` names the account in messages about missing permissions. */
  constructor(iam: IAMClient, where: string) {
    this.#iam = iam;
    this.#where = where;
  }

  /**
   * Passes all roles and users to `take`, some at a time. Returns the role ARN of each instance profile, by the ARN of the profile. The raw answer of
   * each page is released with the page.
   */
  async readPrincipals(options: {
    isNamed: (arn: string) => boolean;
    take: (some: AccountPrincipals) => Promise<void>;
    signal?: AbortSignal;
  }): Promise<Observation<Map<string, string>>> {
    const { signal } = options;
    const durations = await this.#read('iam:ListRoles', () =>
      this.#sessionDurations(signal),
    );
    if (durations.state !== 'found') return durations;
    const profiles = new Map<string, string>();
    const pages = this.#principalPages(durations.value, profiles, options);
    for (;;) {
      // Errors that `take` throws must not count as a refusal of AWS.
      const page = await this.#read('iam:GetAccountAuthorizationDetails', () =>
        pages.next(),
      );
      if (page.state !== 'found') return page;
      if (page.value.done) return found(profiles);
      const all = page.value.value;
      for (let at = 0; at < all.length; at += CHUNK) {
        await giveWay();
        signal?.throwIfAborted();
        const chunk = all.slice(at, at + CHUNK);
        const parts = await this.#read(
          'iam:GetAccountAuthorizationDetails',
          () => Promise.all(chunk.map(convert => convert())),
        );
        if (parts.state !== 'found') return parts;
        await options.take({
          roles: parts.value.flatMap(({ role }) => role ?? []),
          otherRoles: parts.value.flatMap(({ otherRole }) => otherRole ?? []),
          users: parts.value.flatMap(({ user }) => user ?? []),
        });
      }
    }
  }

  /** Reads the OIDC providers of EKS issuers. */
  async providers(): Promise<Observation<ProviderFacts[]>> {
    const arns = await this.#read(
      'iam:ListOpenIDConnectProviders',
      async () => {
        const { OpenIDConnectProviderList: list } = await this.#iam.send(
          new ListOpenIDConnectProvidersCommand({}),
        );
        return objectsOf(list)
          .map(({ Arn }) => textOf(Arn))
          .filter(isOfEks);
      },
    );
    if (arns.state !== 'found') return arns;
    const providers = await inTurns(arns.value, PROVIDERS_AT_A_TIME, arn =>
      this.provider(arn),
    );
    const unread = providers.find(({ state }) => state === 'unknown');
    if (unread?.state === 'unknown') return unread;
    return found(providers.flatMap(provider => valueOf(provider) ?? []));
  }

  /** Reads one OIDC provider. */
  provider(arn: string): Promise<Observation<ProviderFacts>> {
    return this.#read('iam:GetOpenIDConnectProvider', async () => {
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
    });
  }

  /** Yields the contents of each page, as functions that convert one item. Adds the roles of instance profiles to `profiles`. */
  async *#principalPages(
    durations: Map<string, number>,
    profiles: Map<string, string>,
    options: { isNamed: (arn: string) => boolean; signal?: AbortSignal },
  ): AsyncGenerator<(() => Promise<Principal>)[]> {
    const narrow = new IamReader(this.#iam, this.#where);
    const policies = new Map<string, Observation<ObservedPolicy>>();
    const policyOf = (arn: string) => policies.get(arn) ?? narrow.policy(arn);
    const groups = new Groups(policyOf);
    await this.#policiesAndGroups(policies, groups, options.signal);
    for await (const page of this.#details(['Role', 'User'], options.signal)) {
      const roles = objectsOf(page.RoleDetailList);
      const users = objectsOf(page.UserDetailList);
      for (const role of roles) {
        for (const profile of objectsOf(role.InstanceProfileList)) {
          // An instance profile has one role.
          const [holder] = objectsOf(profile.Roles);
          if (holder) profiles.set(textOf(profile.Arn), textOf(holder.Arn));
        }
      }
      yield [
        ...roles.map(detail => async () => {
          const role = await toRoleFacts(detail, durations, policyOf);
          return trustsEks(role.role.trust.text) ||
            options.isNamed(role.role.arn)
            ? { role }
            : { otherRole: role };
        }),
        ...users.map(detail => async () => ({
          user: await toUserFacts(detail, groups, policyOf),
        })),
      ];
    }
  }

  /**
   * Reads policies by ARN, each in the default version and without tags, which only narrow reads return. They come before roles and users, which
   * refer to them by ARN.
   */
  async #policiesAndGroups(
    policies: Map<string, Observation<ObservedPolicy>>,
    groups: Groups,
    signal?: AbortSignal,
  ): Promise<void> {
    const kinds: EntityType[] = [
      'LocalManagedPolicy',
      'AWSManagedPolicy',
      'Group',
    ];
    for await (const page of this.#details(kinds, signal)) {
      for (const policy of objectsOf(page.Policies)) {
        const observed = toPolicy(policy);
        if (observed) policies.set(observed.arn, found(observed));
      }
      objectsOf(page.GroupDetailList).forEach(group => groups.add(group));
    }
  }

  #details(kinds: EntityType[], signal?: AbortSignal) {
    signal?.throwIfAborted();
    return paginateGetAccountAuthorizationDetails(
      { client: this.#iam, pageSize: PAGE },
      { Filter: kinds },
    );
  }

  /** Returns the session durations other than one hour, by role name: the account details leave the duration out. */
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

/** Whether an OIDC provider belongs to an EKS issuer, judged by its ARN. */
export function isOfEks(arn: string): boolean {
  return arn.includes(':oidc-provider/oidc.eks.');
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
