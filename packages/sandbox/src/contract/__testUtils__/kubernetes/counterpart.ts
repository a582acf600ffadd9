/** An API server that a contract is run against. */
export interface KubernetesCounterpart {
  name: 'sandbox' | 'kube-apiserver';
  endpoint: string;
  /** PEM. */
  certificateAuthority: string;
  /** The bearer token of an administrator. */
  token: string;
  stop(): Promise<void>;
}
