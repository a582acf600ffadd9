#!/usr/bin/env bash
# Builds a real Kubernetes control plane (etcd, kube-apiserver, kube-controller-manager, kubectl) for the tests named *.apiserver.test.ts,
# from Debian's own packages: Debian ships no server programs, but its source package `kubernetes` (1.20.2) can be built.
# The last line of its output is the folder to use as KUBEBUILDER_ASSETS, as in envtest:
#   export KUBEBUILDER_ASSETS=$(packages/sandbox/src/envtest/kube-assets.sh | tail -1)
# The first run takes some minutes. The result is kept in KUBE_ASSETS_DIR (default: the user's cache). The script needs apt, dpkg, tar, and a Debian
# mirror. On other systems, use `setup-envtest use -p path`: the tests accept programs from any source.
set -euo pipefail
DIR=${KUBE_ASSETS_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/kube-assets/1.20.2}
MIRROR=${DEBIAN_MIRROR:-$(sed -n 's/^URIs: *\(http[^ ]*\/debian\) *$/\1/p; s/^deb \(http[^ ]*\/debian\) .*/\1/p' /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -1 || true)}
[ -n "$MIRROR" ] || { echo "no Debian mirror found in the apt sources: set DEBIAN_MIRROR" >&2; exit 1; }
KEY=/usr/share/keyrings/debian-archive-keyring.pgp
BIN=$DIR/bin
if [ -x "$BIN/kube-apiserver" ] && [ -x "$BIN/kube-controller-manager" ] && [ -x "$BIN/etcd" ] && [ -x "$BIN/kubectl" ]; then
  echo "$BIN"; exit 0
fi
mkdir -p "$DIR"
exec 9>"$DIR/.lock"; flock 9
LAB=$(mktemp -d "$DIR/build.XXXXXX"); trap 'chmod -R u+w "$LAB" 2>/dev/null; rm -rf "$LAB"' EXIT
mkdir -p "$BIN" "$LAB"/{bin,debs,src}

private_apt() { # private_apt SUITE TOOL ARGS…: runs apt with its own sources, lists, and cache, without changing the machine's apt
  local s=$1 tool=$2; shift 2
  "$tool" -oDir::Etc::sourcelist=/dev/null -oDir::Etc::sourceparts="$LAB/apt/$s/sources" \
    -oDir::State::Lists="$LAB/apt/$s/lists" -oDir::Cache="$LAB/apt/$s/cache" \
    -oDir::State::status=/dev/null -oAPT::Sandbox::User=root "$@"
}
suite() {
  mkdir -p "$LAB/apt/$1"/{sources,lists/partial,cache/archives/partial}
  printf 'Types: %s\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n' "$2" "$MIRROR" "$1" "$KEY" \
    > "$LAB/apt/$1/sources/x.sources"
  private_apt "$1" apt-get -qq update >&2
}
suite bookworm 'deb deb-src'; suite trixie deb

( cd "$LAB/debs"
  private_apt trixie apt-get -qq download etcd-server kubectl golang-1.24-go golang-1.24-src >&2
  # Go 1.18 and later need a newer modern-go/reflect2 than the vendored version.
  private_apt bookworm apt-get -qq download golang-github-modern-go-reflect2-dev >&2
  for d in *.deb; do dpkg -x "$d" "$LAB/x"; done )
( cd "$LAB/src" && private_apt bookworm apt-get -qq source --download-only kubernetes >&2 )

export GOPATH=$LAB/gopath GOROOT=$LAB/x/usr/lib/go-1.24 GOCACHE=$LAB/gocache GOTOOLCHAIN=local
export GO111MODULE=off CGO_ENABLED=0 PATH="$LAB/x/usr/lib/go-1.24/bin:$PATH"
[ -e "$GOROOT/src" ] || ln -s "$LAB/x/usr/share/go-1.24/src" "$GOROOT/src"
K=$GOPATH/src/k8s.io/kubernetes; mkdir -p "$K"
tar xzf "$LAB"/src/kubernetes_*.orig.tar.gz --strip-components=1 -C "$K"
cd "$K"
R=vendor/github.com/modern-go/reflect2; rm -f $R/*.go; cp "$LAB"/x/usr/share/gocode/src/github.com/modern-go/reflect2/*.go $R/
# The tarball lacks only this generated file.
go build -o "$LAB/bin/openapi-gen" ./vendor/k8s.io/kube-openapi/cmd/openapi-gen
DIRS=$(grep -rl --include=*.go '+k8s:openapi-gen=' vendor/k8s.io/*/ pkg cmd plugin \
       | grep -vE '^vendor/k8s.io/(code-generator|sample-apiserver)/|_test\.go$|/testdata/|zz_generated' \
       | xargs -n1 dirname | LC_ALL=C sort -u | sed 's,^,k8s.io/kubernetes/,' | paste -sd,)
"$LAB/bin/openapi-gen" --logtostderr -i "$DIRS" -p k8s.io/kubernetes/pkg/generated/openapi \
  -O zz_generated.openapi -h hack/boilerplate/boilerplate.generatego.txt -r "$LAB/violations" >&2
V=""
for p in k8s.io/component-base/version k8s.io/kubernetes/vendor/k8s.io/component-base/version k8s.io/kubernetes/vendor/k8s.io/client-go/pkg/version; do
  V="$V -X $p.gitVersion=v1.20.2 -X $p.gitMajor=1 -X $p.gitMinor=20 -X $p.gitTreeState=archive"
done
for t in kube-apiserver kube-controller-manager; do
  go build -p "$(nproc)" -trimpath -ldflags "-s -w $V" -o "$LAB/bin/$t" "./cmd/$t" >&2
done
cp "$LAB"/x/usr/bin/{etcd,kubectl} "$LAB/bin/"
rm "$LAB/bin/openapi-gen"; mv "$LAB"/bin/* "$BIN/"
echo "$BIN"
