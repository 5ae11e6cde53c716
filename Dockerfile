# Builds with docker, podman and buildah: see scripts/container.sh. Java is brought along, so the base needs no more than the
# libraries of C and C++, and stages after the first run nothing but java itself, so that one without a shell will do.
ARG BUILD_IMAGE=docker.io/library/maven:3.9-eclipse-temurin-25
ARG RUNTIME_IMAGE=gcr.io/distroless/cc-debian12

FROM ${BUILD_IMAGE} AS build
# Profiles of the build; sbom,gpu takes ONNX Runtime for CUDA, and wants a RUNTIME_IMAGE that has CUDA.
ARG PROFILES=sbom
# What jdeps --print-module-deps finds in the jars, and: jdk.net (options of sockets) and jdk.zipfs (files in jars), which are
# looked up by name. java.desktop is there for the beans of Spring.
ARG MODULES=java.base,java.compiler,java.desktop,java.instrument,java.naming,java.net.http,java.prefs,java.scripting,java.security.jgss,java.sql,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs
RUN jlink --add-modules ${MODULES} --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6 --output /java
WORKDIR /src
COPY pom.xml ./
COPY config config
COPY models models
COPY examples/browser examples/browser
COPY src/main src/main
RUN mvn -B -ntp -q -P${PROFILES} package -Dmaven.test.skip=true
WORKDIR /image
RUN java -Djarmode=tools -jar /src/target/undertone.jar extract --layers --destination .
# The native libraries are taken out of their jars now, so that nothing is unpacked at run time. Those that no code of ours
# calls, and those of other machines, are left behind. Nobody but root may write to what comes out of it.
COPY src/main/container/jvm.options native/
RUN mkdir ffmpeg onnx \
    && for jar in dependencies/lib/ffmpeg-*-linux-*.jar dependencies/lib/javacpp-*-linux-*.jar; do \
           (cd ffmpeg && jar xf "../$jar") && rm "$jar"; \
       done \
    && onnx=$(ls dependencies/lib | grep -E '^onnxruntime(_gpu)?-[0-9]') \
    && (cd onnx && jar xf "../dependencies/lib/$onnx") \
    && case "$(uname -m)" in aarch64) cpu=aarch64 cpp=arm64 ;; *) cpu=x64 cpp=x86_64 ;; esac \
    && mv onnx/ai/onnxruntime/native/linux-$cpu/*.so ffmpeg/org/bytedeco/*/linux-$cpp/*.so* native/ \
    && rm -r onnx/ai/onnxruntime/native native/*avfilter* native/*avdevice* native/*swscale* \
    && jar cfm "dependencies/lib/$onnx" onnx/META-INF/MANIFEST.MF -C onnx . \
    && rm -r ffmpeg onnx \
    && chmod -R go-w /image

FROM ${RUNTIME_IMAGE} AS application
COPY --from=build /java /opt/java
WORKDIR /opt/undertone
COPY --from=build /image/native native
COPY --from=build /image/dependencies .
COPY --from=build /image/application .
ENV PATH=/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    LANG=C.UTF-8 \
    MANAGEMENT_SERVER_PORT=8081 \
    LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs

FROM application AS cache
# Starts the service once as far as its open ports, and keeps what the JVM has loaded and linked.
RUN ["java", "@native/jvm.options", "-XX:AOTCacheOutput=undertone.aot", "-Dspring.context.exit=onRefresh", "-jar", "undertone.jar"]

FROM application
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Undertone" \
      org.opencontainers.image.description="Hears the emotion under the words: emotion probabilities with the attention weight of every frame." \
      org.opencontainers.image.licenses="GPL-3.0-or-later" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=cache /opt/undertone/undertone.aot undertone.aot
USER 10001:10001
EXPOSE 8080 8081
ENTRYPOINT ["java", "@native/jvm.options", "-XX:AOTCache=undertone.aot", "-jar", "undertone.jar"]
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
    CMD ["java", "-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", "undertone.jar", "health", "--url", "http://localhost:8081"]
