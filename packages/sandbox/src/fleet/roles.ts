import { addOidcProvider, addRole } from '../company/iam';
import { addGroup, addUser } from '../company/principals';
import type { Account, IamRole, Tag } from '../state/account';
import type { Cluster } from '../state/cluster';
import { ORPHAN_PROVIDERS, type PlantedFaults } from './faults';
import { Grants, GRANTED_SERVICES } from './grants';
import { namespaceAt, serviceAt } from './names';
import type { BucketWriter } from './buckets';
import type { PlannedRole } from './plan';
import type { Random } from './random';
import { trustOf, unrelatedTrust, webIdentity } from './trust';

const DAY = 24 * 60 * 60 * 1000;
const BOUNDARY = 'policy/platform/service-boundary';
const ADMINISTRATOR_ACCESS = 'policy/AdministratorAccess';

/** Creates the roles of the fleet in one account. */
export class RoleWriter {
  readonly #account: Account;
  readonly #grants: Grants;
  readonly #deadIssuers: string[];

  private constructor(
    account: Account,
    readonly now: Date,
    readonly random: Random,
    readonly planted: PlantedFaults,
    readonly buckets: BucketWriter,
  ) {
    this.#account = account;
    this.#grants = Grants.create(account);
    this.#deadIssuers = this.#addOrphanProviders();
  }

  /** @param planted - collects the faults of the roles */
  static create(
    account: Account,
    given: {
      now: Date;
      random: Random;
      planted: PlantedFaults;
      buckets: BucketWriter;
    },
  ): RoleWriter {
    const { now, random, planted, buckets } = given;
    return new RoleWriter(account, now, random, planted, buckets);
  }

  /** Creates the role for its ServiceAccounts, unless the planned fault is that it is missing. Returns its ARN. */
  add(cluster: Cluster, plan: PlannedRole): string {
    const { random, planted } = this;
    const { name, team, trustFault } = plan;
    const path = team.length % 3 === 0 ? `/teams/${team}/` : '/';
    const { partition, id } = this.#account;
    if (trustFault === 'missing-role') {
      return `arn:${partition}:iam::${id}:role${path}${name}`;
    }
    const deadIssuer = random.pick(this.#deadIssuers);
    const { role, services } = this.#addRole(team, {
      name,
      path,
      trustPolicy: trustOf(this.#account, cluster, plan, deadIssuer),
    });
    if (services.includes('s3')) this.#giveBucket(role, team, cluster.region);
    this.#widen(role, plan);
    this.#use(role, services, cluster.region, plan.useFault);
    if (trustFault === 'wildcard-trust' || trustFault === 'no-subject') {
      planted[trustFault].push(role.arn);
    }
    if (!plan.hasBoundary) {
      delete role.permissionsBoundaryArn;
      planted['missing-boundary'].push(role.arn);
    }
    if (plan.isShared) {
      planted['shared-across-namespaces'].push(role.arn);
    }
    return role.arn;
  }

  /** Creates a role for a ServiceAccount that does not exist. */
  addOrphan(cluster: Cluster, index: number): void {
    const { name: namespace, team } = namespaceAt(index % 50);
    const name = `${serviceAt(index, index)}-gone`;
    const { role, services } = this.#addRole(team, {
      name: `${cluster.name}-${namespace}-${name}-${index}`,
      trustPolicy: webIdentity(this.#account, cluster.issuer, {
        StringEquals: [`system:serviceaccount:${namespace}:${name}`],
      }),
    });
    this.#use(role, services, cluster.region);
    this.planted['role-without-service-account'].push(role.arn);
  }

  /** Creates a role that is unrelated to clusters. */
  addUnrelated(index: number): void {
    const { team } = namespaceAt(index % 50);
    const { role, services } = this.#addRole(team, {
      name: `${team}-tool-${index}`,
      trustPolicy: unrelatedTrust(this.#account, index),
    });
    this.#use(role, services, 'eu-west-1');
    this.planted['unrelated-role'].push(role.arn);
  }

  /** Creates a user in the group of a team, which has the team's policies. */
  addUser(index: number): void {
    const { team } = namespaceAt(index % 50);
    const createdAt = this.#daysAgo(200);
    if (!this.#account.groups.has(team)) {
      addGroup(this.#account, {
        name: team,
        createdAt,
        attachedPolicyArns: [this.#grants.managed(team, 's3', createdAt)],
      });
    }
    addUser(this.#account, {
      name: `${team}-user-${index}`,
      createdAt,
      groups: [team],
    });
  }

  /** Creates a role with the permissions boundary. Returns it with the services that it may use. */
  #addRole(
    team: string,
    wish: Pick<IamRole, 'name' | 'trustPolicy'> & Partial<IamRole>,
  ): { role: IamRole; services: string[] } {
    const { random } = this;
    const { partition, id } = this.#account;
    const createdAt = this.#daysAgo(100 + random.below(800));
    const services = pickSome(GRANTED_SERVICES, random);
    const inline = random.chance(0.2) ? services.slice(-1) : [];
    const role = addRole(this.#account, {
      ...wish,
      createdAt,
      permissionsBoundaryArn: `arn:${partition}:iam::${id}:${BOUNDARY}`,
      attachedPolicyArns: services
        .filter(service => !inline.includes(service))
        .map(service => this.#grants.managed(team, service, createdAt)),
      inlinePolicies: new Map(
        inline.map(service => [service, this.#grants.inline(team, service)]),
      ),
      tags: tagsOf(team, random),
    });
    return { role, services };
  }

  /** Lets the role use its own bucket instead of its team's, if it gets one. */
  #giveBucket(role: IamRole, team: string, region: string): void {
    const { createdAt } = role;
    const bucket = this.buckets.add(role.name, this.#account, {
      region,
      createdAt,
    });
    if (bucket === undefined) return;
    const ofTeam = this.#grants.managed(team, 's3', createdAt);
    role.attachedPolicyArns = role.attachedPolicyArns.filter(
      arn => arn !== ofTeam,
    );
    role.inlinePolicies.set('s3', this.#grants.bucket(bucket));
  }

  #widen(role: IamRole, { grantFault }: PlannedRole): void {
    if (grantFault === 'over-wide-policy') {
      role.inlinePolicies.set('everything', this.#grants.everythingInS3());
    } else if (grantFault === 'administrator-access') {
      role.attachedPolicyArns.push(
        `arn:${this.#account.partition}:iam::aws:${ADMINISTRATOR_ACCESS}`,
      );
    }
    if (grantFault) {
      this.planted[grantFault].push(role.arn);
    }
  }

  /** Sets when the role was last used, and for which services: recently for the first, possibly never for others. */
  #use(
    role: IamRole,
    services: string[],
    region: string,
    useFault?: PlannedRole['useFault'],
  ): void {
    const { random } = this;
    if (useFault) {
      this.planted[useFault].push(role.arn);
    }
    if (useFault === 'never-used') {
      return;
    }
    const at = this.#daysAgo(
      useFault ? 100 + random.below(200) : random.below(20),
    );
    const use = { at, region };
    role.lastUsed = use;
    role.isInUse = useFault === undefined;
    role.serviceUse = new Map(
      services
        .filter((_, index) => index === 0 || random.chance(0.6))
        .map(service => [service, use]),
    );
  }

  #addOrphanProviders(): string[] {
    return Array.from({ length: ORPHAN_PROVIDERS }, () => {
      const id = this.random.uuid().replaceAll('-', '').toUpperCase();
      const issuer = `https://oidc.eks.eu-west-1.amazonaws.com/id/${id}`;
      const { arn } = addOidcProvider(
        this.#account,
        issuer,
        this.#daysAgo(900),
      );
      this.planted['orphaned-oidc-provider'].push(arn);
      return issuer;
    });
  }

  #daysAgo(days: number): Date {
    return new Date(this.now.getTime() - days * DAY);
  }
}

/** Returns 1 to 3 of the values. */
function pickSome(values: string[], random: Random): string[] {
  const start = random.below(values.length);
  return Array.from(
    { length: 1 + random.below(3) },
    (_, i) => values[(start + i) % values.length],
  );
}

/** Returns the owner tags of a role. Half of the roles have them. */
function tagsOf(team: string, random: Random): Tag[] {
  if (!random.chance(0.5)) {
    return [];
  }
  return [
    { key: 'team', value: team },
    ...(random.chance(0.4) ? [{ key: 'owner', value: `group:${team}` }] : []),
  ];
}
