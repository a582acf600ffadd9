/** Returns the spec that the template "Service with S3 access" requests. */
function spec(name) {
  return {
    entityRef: `component:default/${name}`,
    owner: 'group:default/guests',
    cluster: 'prod-eu',
    namespace: 'production',
    name,
    grants: [{ service: 's3', access: 'write', resource: `${name}-uploads` }],
  };
}

/** Creates an IAM service account through the API. Throws an error if it is not verified. */
export async function create(send, name) {
  const { verification } = await send('PUT', '/api/irsa/v1/service-accounts', {
    spec: spec(name),
  });
  if (verification.status !== 'verified') {
    throw new Error(`${name} is ${verification.status}, not verified.`);
  }
}
