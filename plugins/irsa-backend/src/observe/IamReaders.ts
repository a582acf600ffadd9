import { parseRoleArn } from '@backstage-irsa/core/arn';
import type { AwsClients } from './aws/AwsClients';
import {
  type ClusterConfig,
  absent,
  type ObservedRolePolicies,
} from '@backstage-irsa/core/model';
import { allPolicies } from './allPolicies';
import { IamReader } from './IamReader';
import { readRolePolicies } from './roles';
import { whereOf } from './where';

/** Reads IAM for one observation, with one reader per account. Each role is read once, however often it is requested. */
export class IamReaders {
  readonly #aws: AwsClients;
  readonly #config: ClusterConfig;
  readonly #readers = new Map<string, IamReader>();
  readonly #roles = new Map<string, Promise<ObservedRolePolicies>>();

  constructor(options: { aws: AwsClients; config: ClusterConfig }) {
    this.#aws = options.aws;
    this.#config = options.config;
  }

  of(accountId: string): IamReader {
    const present = this.#readers.get(accountId);
    if (present) return present;
    const reader = new IamReader(
      this.#aws.iam(accountId, this.#config.region),
      whereOf(accountId, this.#config),
    );
    this.#readers.set(accountId, reader);
    return reader;
  }

  /** Returns the role with the given name, whatever its path. */
  role(accountId: string, name: string): Promise<ObservedRolePolicies> {
    const key = `${accountId} ${name}`;
    const present = this.#roles.get(key);
    if (present) return present;
    const read = readRolePolicies(this.of(accountId), name);
    this.#roles.set(key, read);
    return read;
  }

  /** Returns the role with the given ARN. A role with the same name but another path is a different role. */
  async roleOfArn(arn: string): Promise<ObservedRolePolicies> {
    const { accountId = this.#config.accountId, name = '' } =
      parseRoleArn(arn) ?? {};
    const read = await this.role(accountId, name);
    return read.role.state === 'found' && read.role.value.arn !== arn
      ? allPolicies(absent())
      : read;
  }
}
