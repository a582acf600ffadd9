import type { EC2Client } from '@aws-sdk/client-ec2';
import { EKSClient } from '@aws-sdk/client-eks';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type {
  AwsCredentialIdentityProvider,
  MiddlewareStack,
} from '@aws-sdk/types';
import type { AwsCredentialsManager } from '@backstage/integration-aws-node';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { partitionOf } from '@backstage-irsa/core/arn';
import { optionalText, InvalidResponseError } from '@backstage-irsa/core/model';
import { AccountCredentials } from './AccountCredentials';
import { awsAgents } from './agents';
import { endpointOf } from './endpointOf';
import { sessionName, USER_AGENT } from './callIdentity';
import { loadEc2 } from './ec2';
import { isDenied, RoleNotAssumedError } from './errors';
import { callJson, getJson, type JsonService } from './callJson';
import { getElements, queryEntries } from './callQuery';
import { jsonApi, type JsonApi } from './jsonApis';
import type { AwsBudget } from './AwsBudget';
import { budgeted, counted, impatient, named, patient } from './retry';
import { noteRequests } from './requestIds';

/** The account and region of a call. */
interface Place {
  accountId: string;
  region: string;
}

/** The shortest session that STS allows, in seconds. */
const SESSION_SECONDS = 900;

/** AWS clients by account and region, each created once for a known account. The region also decides the partition. */
export class AwsClients {
  readonly #credentials: AccountCredentials;
  readonly #isKnown: (accountId: string) => boolean;
  readonly #budget: Pick<AwsBudget, 'take'>;
  readonly #endpoint: string | undefined;
  readonly #timeoutMs: number;
  readonly #requestHandler: NodeHttpHandler;
  readonly #iam = new Map<string, IAMClient>();
  readonly #ec2 = new Map<string, EC2Client>();
  readonly #eks = new Map<string, EKSClient>();
  readonly #s3 = new Map<string, S3Client>();
  readonly #sts = new Map<string, STSClient>();
  readonly #unsignedSts = new Map<string, STSClient>();

  constructor(options: {
    credentials: AwsCredentialsManager;
    /** Whether the backend may currently request credentials for an account. */
    isKnown: (accountId: string) => boolean;
    budget: Pick<AwsBudget, 'take'>;
    /** One endpoint for all services, instead of AWS's own endpoints. */
    endpoint?: string;
    /** The maximum wait for one answer, in milliseconds. */
    timeoutMs: number;
  }) {
    this.#credentials = new AccountCredentials({
      manager: options.credentials,
      isKnown: options.isKnown,
    });
    this.#isKnown = options.isKnown;
    this.#budget = options.budget;
    this.#endpoint = options.endpoint;
    this.#timeoutMs = options.timeoutMs;
    this.#requestHandler = new NodeHttpHandler({
      ...awsAgents(),
      connectionTimeout: options.timeoutMs,
      requestTimeout: options.timeoutMs,
      throwOnRequestTimeout: true,
      // The request timeout ends with the headers of the answer. This one covers its body.
      socketTimeout: options.timeoutMs,
    });
  }

  iam(accountId: string, region: string): IAMClient {
    return this.#ofAccount(this.#iam, { accountId, region }, () => {
      const client = new IAMClient(this.#options(region, accountId));
      client.middlewareStack.add(patient, { step: 'initialize' });
      return this.#worded(client, accountId);
    });
  }

  eks(accountId: string, region: string): EKSClient {
    return this.#ofAccount(this.#eks, { accountId, region }, () => {
      const client = new EKSClient(this.#options(region, accountId));
      client.middlewareStack.add(patient, { step: 'initialize' });
      return this.#worded(client, accountId);
    });
  }

  /** Returns an EC2 client. Only scans read instances. */
  ec2(accountId: string, region: string): EC2Client {
    return this.#ofAccount(this.#ec2, { accountId, region }, () => {
      const client = new (loadEc2().EC2Client)(
        this.#options(region, accountId),
      );
      client.middlewareStack.add(patient, { step: 'initialize' });
      return this.#worded(client, accountId);
    });
  }

  /** Returns an S3 client that finds buckets in any region. If one endpoint serves all services, bucket names go into the path. */
  s3(accountId: string, region: string): S3Client {
    return this.#ofAccount(this.#s3, { accountId, region }, () => {
      const client = new S3Client({
        ...this.#options(region, accountId),
        followRegionRedirects: true,
        forcePathStyle: this.#endpoint !== undefined,
      });
      client.middlewareStack.add(counted, { step: 'initialize' });
      return this.#worded(client, accountId);
    });
  }

  /**
   * Calls an operation of AWS Organizations as the management account or a delegated administrator. Only the configuration names that account, so it
   * need not be known for anything else. AWS Organizations has one endpoint in each partition.
   * Source: "AWS Organizations endpoints and quotas", AWS General Reference.
   */
  async organizations(
    accountId: string,
    region: string,
    operation: string,
    input: object,
  ): Promise<object> {
    const at = { accountId, region: partitionOf(region).globalRegion };
    const access = {
      ...(await this.#signed('organizations', at)),
      credentials: this.#credentials.of(accountId),
    };
    return callJson(access, 'organizations', operation, input);
  }

  /** Calls a service over a JSON protocol. Used for services of which too little is used to justify an SDK client as a dependency. */
  async json(api: JsonApi, at: Place, operation: string, input: object) {
    const access = await this.#signed(api, at, jsonApi(api).host);
    return callJson(access, api, operation, input);
  }

  /** Like `json`, but for the AWS Query protocol. */
  async query(service: string, at: Place, parameters: Record<string, string>) {
    return queryEntries(await this.#signed(service, at), parameters);
  }

  /** Like `json`, but for GET requests by path. */
  async get(service: string, at: Place, path: string): Promise<object> {
    return getJson(await this.#signed(service, at), path);
  }

  /** Reads the S3 Block Public Access settings of an account. The S3 Control API has a separate host for each account. */
  async accountPublicAccessBlock({ accountId, region }: Place) {
    const host = `${accountId}.s3-control`;
    return getElements(
      await this.#signed('s3', { accountId, region }, host),
      '/v20180820/configuration/publicAccessBlock',
      { 'x-amz-account-id': accountId },
    );
  }

  /** Returns a client for calls that need no signature, at the region's own endpoint. It makes one attempt: callers decide what to retry. */
  unsignedSts(region: string): STSClient {
    return this.#once(
      this.#unsignedSts,
      region,
      () => new STSClient({ ...this.#options(region), maxAttempts: 1 }),
    );
  }

  /** Returns the backend's credentials in a known account. */
  credentialsFor(accountId: string): AwsCredentialIdentityProvider {
    return this.#credentials.ofKnown(accountId);
  }

  /**
   * Returns credentials of another role, which the backend assumes with the credentials of the cluster's account, for the shortest session that STS
   * allows. They are not kept: each call assumes the role again.
   */
  roleCredentials(
    { accountId, region }: { accountId: string; region: string },
    { roleArn, externalId }: { roleArn: string; externalId?: string },
  ): AwsCredentialIdentityProvider {
    return async () => {
      const sts = this.#ofAccount(this.#sts, { accountId, region }, () =>
        this.#worded(
          new STSClient(this.#options(region, accountId)),
          accountId,
        ),
      );
      const assume = new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: sessionName('token-request'),
        DurationSeconds: SESSION_SECONDS,
        ...(externalId !== undefined && { ExternalId: externalId }),
      });
      const { Credentials: session } = await sts.send(assume).catch(error => {
        throw isDenied(error) ? new RoleNotAssumedError(roleArn, error) : error;
      });
      const accessKeyId = optionalText(session?.AccessKeyId);
      const secretAccessKey = optionalText(session?.SecretAccessKey);
      const sessionToken = optionalText(session?.SessionToken);
      if (!accessKeyId || !secretAccessKey || !sessionToken) {
        throw new InvalidResponseError('no credentials of a session');
      }
      return {
        ...{ accessKeyId, secretAccessKey, sessionToken },
        ...(session?.Expiration && { expiration: session.Expiration }),
      };
    };
  }

  /** Adds the middleware for error messages that name the account, the call budget, the timeout, and request IDs. */
  #worded<
    C extends {
      middlewareStack: Pick<MiddlewareStack<object, object>, 'add'>;
    },
  >(client: C, accountId: string): C {
    client.middlewareStack.add(named(accountId), {
      step: 'initialize',
      priority: 'high',
    });
    client.middlewareStack.add(budgeted(accountId, this.#budget), {
      step: 'initialize',
      priority: 'low',
    });
    client.middlewareStack.add(impatient(this.#timeoutMs), {
      step: 'finalizeRequest',
      priority: 'low',
    });
    client.middlewareStack.add(noteRequests, {
      step: 'finalizeRequest',
      priority: 'low',
    });
    return client;
  }

  async #signed(
    service: string,
    { accountId, region }: Place,
    host = service,
  ): Promise<JsonService> {
    return {
      ...{ service, accountId, region },
      credentials: this.credentialsFor(accountId),
      budget: this.#budget,
      endpoint:
        this.#endpoint ??
        (await endpointOf(host, region, this.unsignedSts(region).config)),
      requestHandler: this.#requestHandler,
      timeoutMs: this.#timeoutMs,
    };
  }

  /** Returns client options. Leave out the account for unsigned calls. */
  #options(region: string, accountId?: string) {
    return {
      region,
      ...(accountId !== undefined && {
        credentials: this.credentialsFor(accountId),
      }),
      ...(this.#endpoint !== undefined && { endpoint: this.#endpoint }),
      requestHandler: this.#requestHandler,
      customUserAgent: USER_AGENT,
      retryMode: 'standard',
      maxAttempts: 5,
    };
  }

  /**
   * Returns the client of an account and region. ARNs also come from annotations and policies, so a client of an unknown account, which refuses every
   * call, is not kept: otherwise anyone who writes ARNs could fill the memory.
   */
  #ofAccount<T>(
    clients: Map<string, T>,
    { accountId, region }: Place,
    make: () => T,
  ): T {
    return this.#isKnown(accountId)
      ? this.#once(clients, `${accountId}/${region}`, make)
      : make();
  }

  #once<T>(clients: Map<string, T>, key: string, make: () => T): T {
    const present = clients.get(key);
    if (present !== undefined) return present;
    const made = make();
    clients.set(key, made);
    return made;
  }
}
