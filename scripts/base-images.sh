#!/usr/bin/env bash
# Makes base images without a registry, for scripts/container.sh: Debian 12 by debootstrap with the JDK of a folder.
#
#   scripts/base-images.sh JDK_HOME       localhost/undertone-build and localhost/undertone-runtime
#
# Needs root, buildah and debootstrap. JDK_HOME is a JDK 25 or later, such as Temurin's.
set -euo pipefail
jdk=${1:?usage: scripts/base-images.sh JDK_HOME}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

debootstrap --variant=minbase --include=ca-certificates,libstdc++6 bookworm "$work/debian" >/dev/null
rm -rf "$work/debian/var/cache/apt/archives/"*.deb
modules=java.se,jdk.unsupported,jdk.crypto.ec,jdk.management,jdk.jfr,jdk.zipfs,jdk.localedata,jdk.charsets,jdk.naming.dns
"$jdk/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --output "$work/jre"

# A container with Debian and Java, whose name is printed.
container() {
  local container
  container=$(buildah from scratch)
  buildah add --quiet "$container" "$work/debian" / >/dev/null
  buildah add --quiet "$container" "$1" /opt/java >/dev/null
  buildah config --env PATH=/opt/java/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin --env JAVA_HOME=/opt/java "$container"
  echo "$container"
}
buildah commit --quiet --rm "$(container "$work/jre")" localhost/undertone-runtime >/dev/null

build=$(container "$jdk")
buildah run --isolation chroot --network host "$build" sh -c \
  'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends maven' >/dev/null
buildah commit --quiet --rm "$build" localhost/undertone-build >/dev/null
echo "BUILD_IMAGE=localhost/undertone-build RUNTIME_IMAGE=localhost/undertone-runtime"
