/** An API server that the contract runs against. */
export interface KubernetesCounterpart {
  name: 'sandbox' | 'kube-apiserver';
  endpoint: string;
  /** The certificate in PEM format. */
  certificateAuthority: string;
  /** The bearer token of an administrator. */
  token: string;
  stop(): Promise<void>;
}
