/** Signs in as the guest of the host, and gives the token and a function that sends JSON to the backend with it. */
export async function signIn(backend) {
  const answer = await fetch(`${backend}/api/auth/guest/refresh`, {
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await answer.json();
  const { token } = backstageIdentity;
  const send = async (method, path, body) => {
    const response = await fetch(`${backend}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    const json = await response.json();
    if (!response.ok) {
      const { status } = response;
      throw Object.assign(new Error(JSON.stringify(json.error)), { status });
    }
    return json;
  };
  return { token, send };
}

/** What the template "Service with S3 access" asks for. */
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

/** One creation through the API, verified by a live proof. */
export async function create(send, name) {
  const { verification } = await send('PUT', '/api/irsa/v1/service-accounts', {
    spec: spec(name),
  });
  if (verification.status !== 'verified') {
    throw new Error(`${name} is ${verification.status}, not verified.`);
  }
}
