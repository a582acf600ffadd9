import { AssumeRoleWithWebIdentityCommand } from '@aws-sdk/client-sts';
import {
  type LiveProof,
  type ClusterConfig,
  type TokenRequestAccess,
  optionalText,
} from '@backstage-irsa/core/model';
import type { AwsClients } from '../../observe/aws/AwsClients';
import { sessionName } from '../../observe/aws/callIdentity';
import { describeAwsError, isAwsError } from '../../observe/aws/errors';
import {
  describeKubernetesError,
  kubernetesStatus,
} from '../../observe/kubernetes/errors';
import type { KubernetesClients } from '../../observe/kubernetes/KubernetesClients';
import { repeated } from '../../observe/kubernetes/retry';
import type { Meters } from '../../lib/metrics/Meters';
import { jittered } from '../../lib/retry/jitter';
import { waitAndNote } from '../../lib/retry/waited';
import { classifyStsError, type ProofError } from './classify';

/** The shortest lifetimes that TokenRequest and STS accept, in seconds. */
const TOKEN_SECONDS = 600;
const SESSION_SECONDS = 900;

/** Denies everything: an explicit Deny also overrides resource policies that name the session. */
const DENY_ALL = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
});

/** The maximum waits before each retry, in milliseconds. An attempt without an answer takes the whole timeout. */
const WAITS_MS = { transient: [600, 2000, 6000], silent: [600] };

/** The ServiceAccount and role of a proof. */
export interface ProofSubject {
  cluster: ClusterConfig;
  /** The access with which the token is requested. */
  access: TokenRequestAccess;
  namespace: string;
  name: string;
  roleArn: string;
  audience: string;
}

type Answer = Omit<LiveProof, 'at'>;

/**
 * Makes live proofs: requests a token of the ServiceAccount from the cluster, and exchanges it at STS for a session that denies all actions. Neither
 * the token nor the credentials leave this class. The credentials are never used.
 */
export class LiveProver {
  readonly #aws: AwsClients;
  readonly #kubernetes: KubernetesClients;
  readonly #meters: Meters;

  constructor(options: {
    aws: AwsClients;
    kubernetes: KubernetesClients;
    meters: Meters;
  }) {
    this.#aws = options.aws;
    this.#kubernetes = options.kubernetes;
    this.#meters = options.meters;
  }

  /** Makes one proof. Returns errors as results: `refused` by STS, or `failed` if the proof could not be made. */
  async prove(subject: ProofSubject): Promise<LiveProof> {
    const answer = await this.#answer(subject);
    this.#meters.proofMade(answer.result);
    return { ...answer, at: new Date().toISOString() };
  }

  async #answer(subject: ProofSubject): Promise<Answer> {
    let token: string;
    try {
      token = await this.#requestToken(subject);
    } catch (error) {
      return { result: 'failed', reason: describeTokenError(error, subject) };
    }
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await this.#exchange(subject, token);
      if ('assumedRoleArn' in outcome) {
        return { result: 'proved', assumedRoleArn: outcome.assumedRoleArn };
      }
      const reason = outcome.reason.replaceAll(token, '<token>');
      if (outcome.kind === 'refused' || outcome.kind === 'failed') {
        return { result: outcome.kind, reason };
      }
      const waits = WAITS_MS[outcome.kind];
      if (attempt >= waits.length) return { result: 'failed', reason };
      await waitAndNote(jittered(waits[attempt]));
    }
  }

  async #requestToken(subject: ProofSubject): Promise<string> {
    const core = await this.#kubernetes.tokenRequester(
      subject.cluster,
      subject.access,
    );
    const answer = await repeated(() =>
      core.createNamespacedServiceAccountToken({
        name: subject.name,
        namespace: subject.namespace,
        body: {
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'TokenRequest',
          spec: {
            audiences: [subject.audience],
            expirationSeconds: TOKEN_SECONDS,
          },
        },
      }),
    );
    const token = optionalText(answer.status?.token);
    if (!token) throw new Error('the response contains no token');
    return token;
  }

  async #exchange(
    subject: ProofSubject,
    token: string,
  ): Promise<{ assumedRoleArn: string } | ProofError> {
    try {
      const answer = await this.#aws.unsignedSts(subject.cluster.region).send(
        new AssumeRoleWithWebIdentityCommand({
          RoleArn: subject.roleArn,
          RoleSessionName: sessionName('proof'),
          WebIdentityToken: token,
          DurationSeconds: SESSION_SECONDS,
          Policy: DENY_ALL,
        }),
      );
      const assumedRoleArn = answer.AssumedRoleUser?.Arn;
      return assumedRoleArn === undefined
        ? { kind: 'failed', reason: 'AWS STS named no assumed role.' }
        : { assumedRoleArn };
    } catch (error) {
      return classifyStsError(error);
    }
  }
}

function describeTokenError(error: unknown, subject: ProofSubject): string {
  const { cluster, namespace, name } = subject;
  if (kubernetesStatus(error) === 403) {
    return `The backend may not request tokens of ServiceAccounts in namespace ${namespace} of ${cluster.name}. Allow the identity of tokenRequestAccess to create serviceaccounts/token there.`;
  }
  const why = isAwsError(error)
    ? describeAwsError(error)
    : describeKubernetesError(error, cluster.name);
  return `Backstage could not request a token of ServiceAccount ${namespace}/${name} from cluster ${cluster.name}. ${why}`;
}
