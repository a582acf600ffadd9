import type { EC2Client } from '@aws-sdk/client-ec2';
import type { EKSClient } from '@aws-sdk/client-eks';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { S3Client } from '@aws-sdk/client-s3';
import type { STSClient } from '@aws-sdk/client-sts';
import type { Organizations } from './organizations';

/** An AWS implementation that the contract runs against, with administrator access. */
export interface AwsCounterpart {
  accountId: string;
  /** The prefix of the names of its objects. */
  prefix: string;
  iam: IAMClient;
  sts: STSClient;
  eks: EKSClient;
  ec2: EC2Client;
  s3: S3Client;
  /** Calls an organization that has a unit `workloads` with accounts in it. One account has the SCP `deny-other-regions`. */
  organizations: Organizations;
  /** The issuer of its tokens, including `https://`. */
  issuer: string;
  /** Returns a token of the ServiceAccount `production/orders` for an audience. */
  token(audience: string): Promise<string>;
  stop(): Promise<void>;
}

/** A counterpart, and names that no other case uses. */
export class AwsSession {
  constructor(readonly counterpart: AwsCounterpart, readonly turn: number) {}

  get iam(): IAMClient {
    return this.counterpart.iam;
  }

  get sts(): STSClient {
    return this.counterpart.sts;
  }

  get eks(): EKSClient {
    return this.counterpart.eks;
  }

  get ec2(): EC2Client {
    return this.counterpart.ec2;
  }

  get s3(): S3Client {
    return this.counterpart.s3;
  }

  get organizations(): Organizations {
    return this.counterpart.organizations;
  }

  get accountId(): string {
    return this.counterpart.accountId;
  }

  /** Returns a name that only this case uses. */
  name(what = 'one'): string {
    return `${this.counterpart.prefix}-${this.turn}-${what}`;
  }

  /** Returns the ARN of an IAM resource, such as `role/orders`. */
  arn(resource: string): string {
    return `arn:aws:iam::${this.accountId}:${resource}`;
  }
}
