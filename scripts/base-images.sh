#!/usr/bin/env bash
# Makes base images without a registry, for scripts/container.sh: Debian 12 by debootstrap with the JDK of a folder to build
# on, and to run on what distroless/cc has of it: the libraries of C and C++, and neither a shell nor a package manager.
#
#   scripts/base-images.sh JDK_HOME       localhost/undertone-build and localhost/undertone-runtime
#
# Needs root, buildah and debootstrap. JDK_HOME is a JDK 25 or later, such as Temurin's.
set -euo pipefail
jdk=${1:?usage: scripts/base-images.sh JDK_HOME}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

debootstrap --variant=minbase --include=ca-certificates,libstdc++6 bookworm "$work/debian" >/dev/null
packages=$work/debian/var/cache/apt/archives
for package in base-files libc6 libgcc-s1 libstdc++6 tzdata; do
  dpkg-deb -x "$packages/$package"_*.deb "$work/runtime"
done
rm -rf "$work"/runtime/usr/share/{doc,lintian,man,base-files} "$work"/runtime/usr/lib/*/gconv "$packages"/*.deb
mkdir -p "$work/runtime/etc"
echo 'root:x:0:0:root:/root:/sbin/nologin' > "$work/runtime/etc/passwd"
echo 'root:x:0:' > "$work/runtime/etc/group"

# A container with a folder as its root, whose name is printed.
container() {
  local container
  container=$(buildah from scratch)
  buildah add --quiet "$container" "$1" / >/dev/null
  echo "$container"
}
buildah commit --quiet --rm "$(container "$work/runtime")" localhost/undertone-runtime >/dev/null

build=$(container "$work/debian")
buildah add --quiet "$build" "$jdk" /opt/java >/dev/null
buildah config --env PATH=/opt/java/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin --env JAVA_HOME=/opt/java "$build"
buildah run --isolation chroot --network host "$build" sh -c \
  'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends maven' >/dev/null
buildah commit --quiet --rm "$build" localhost/undertone-build >/dev/null
echo "BUILD_IMAGE=localhost/undertone-build RUNTIME_IMAGE=localhost/undertone-runtime"
