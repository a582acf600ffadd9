/** The client of EC2, which is large: it is loaded when it is first asked for. */
export function loadEc2(): typeof import('@aws-sdk/client-ec2') {
  return require('@aws-sdk/client-ec2');
}
