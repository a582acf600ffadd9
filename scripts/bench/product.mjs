/** Signs in as the guest of the host, and gives a function that sends JSON to the backend. */
export async function signIn(backend) {
  const answer = await fetch(`${backend}/api/auth/guest/refresh`, {
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await answer.json();
  return async (method, path, body) => {
    const response = await fetch(`${backend}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${backstageIdentity.token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    const json = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(json.error));
    return json;
  };
}

/** What the template "Service with S3 access" asks for. */
export function spec(name) {
  return {
    entityRef: `component:default/${name}`,
    owner: 'group:default/guests',
    cluster: 'prod-eu',
    namespace: 'production',
    name,
    grants: [{ service: 's3', access: 'write', resource: `${name}-uploads` }],
  };
}

/** One creation through the API, verified by a live proof. */
export async function create(send, name) {
  const { verification } = await send('PUT', '/api/irsa/v1/service-accounts', {
    spec: spec(name),
  });
  if (verification.status !== 'verified') {
    throw new Error(`${name} is ${verification.status}, not verified.`);
  }
}
