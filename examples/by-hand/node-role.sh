#!/bin/sh
# Step 7 of the guide: what the role of a node group has beyond what nodes need. Removes nothing.
# Usage: node-role.sh <node group>
set -eu
CLUSTER=${CLUSTER:-prod-eu}
# The guide's three; the smaller one for ECR that AWS names now, and the one by which the nodes are administered.
NEEDED='AmazonEKSWorkerNodePolicy|AmazonEKS_CNI_Policy|AmazonEC2ContainerRegistryReadOnly|AmazonEC2ContainerRegistryPullOnly|AmazonSSMManagedInstanceCore'

role=$(aws eks describe-nodegroup --cluster-name "$CLUSTER" --nodegroup-name "$1" \
  --query nodegroup.nodeRole --output text)
{
  aws iam list-attached-role-policies --role-name "${role##*/}" \
    --query 'AttachedPolicies[].PolicyName' --output text
  aws iam list-role-policies --role-name "${role##*/}" --query 'PolicyNames[]' --output text
} | tr '\t' '\n' | grep -vxE "$NEEDED|None|" || true
