#!/bin/sh
# Step 5 of the guide: a Deployment whose pods run as a ServiceAccount.
# Usage: deploy.sh <namespace> <name> <service account>
set -eu
namespace=$1 name=$2 service_account=$3
CLUSTER=${CLUSTER:-prod-eu}

kubectl --context "$CLUSTER" apply -f - <<YAML
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  selector:
    matchLabels: { app: ${name} }
  template:
    metadata:
      labels: { app: ${name} }
    spec:
      serviceAccountName: ${service_account}
      containers:
        - name: app
          image: public.ecr.aws/aws-cli/aws-cli:latest
          env:
            - name: AWS_REGION
              value: ${AWS_REGION}
YAML
kubectl --context "$CLUSTER" rollout status "deployment/$name" -n "$namespace" --timeout=60s
