{{- define "undertone.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "undertone.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else if contains (include "undertone.name" .) .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "undertone.name" .) | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "undertone.selectorLabels" -}}
app.kubernetes.io/name: {{ include "undertone.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- /* The pod of helm test is none of the service's own: no service, budget or policy of theirs means it. */ -}}
{{- define "undertone.testLabels" -}}
app.kubernetes.io/name: {{ include "undertone.name" . | trunc 58 }}-test
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "undertone.labels" -}}
{{ include "undertone.commonLabels" . }}
{{ include "undertone.selectorLabels" . }}
{{- end }}

{{- define "undertone.commonLabels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "undertone.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "undertone.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- /* A digest names the very bytes, so it wins over a tag. */ -}}
{{- define "undertone.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}
{{- end }}

{{- /* The port of vosk's clients, where the service's own settings open one. */ -}}
{{- define "undertone.voskPort" -}}
{{- with dig "adapters" "vosk" "port" "" .Values.config }}{{ int . }}{{ end }}
{{- end }}

{{- define "undertone.scaled" -}}
{{- if or .Values.autoscaling.enabled .Values.keda.enabled }}true{{ end }}
{{- end }}

{{- /* A quantity of CPU, rounded up: 2 of 1500m. */ -}}
{{- define "undertone.wholeCpus" -}}
{{- $cpu := toString . }}
{{- if hasSuffix "m" $cpu }}{{ ceil (divf (trimSuffix "m" $cpu) 1000) }}{{ else }}{{ ceil (float64 $cpu) }}{{ end }}
{{- end }}

{{- define "undertone.processors" -}}
{{- if .Values.processors }}{{ .Values.processors }}
{{- else }}
{{- $cpu := dig "limits" "cpu" (dig "requests" "cpu" 2 .Values.resources) .Values.resources }}
{{- max 2 (include "undertone.wholeCpus" $cpu | int) }}
{{- end }}
{{- end }}

{{- /* The pod of helm test can neither show a key that it was not given nor trust a certificate. */ -}}
{{- define "undertone.isTested" -}}
{{- if and (not .Values.tls.existingSecret) (or (not .Values.security.enabled) .Values.security.test.existingSecret) }}true{{ end }}
{{- end }}

{{- define "undertone.mountsKeys" -}}
{{- if and .Values.security.enabled .Values.security.keys.existingSecret }}true{{ end }}
{{- end }}

{{- /* Fewest pods there are. */ -}}
{{- define "undertone.fewestPods" -}}
{{- if .Values.autoscaling.enabled }}{{ .Values.autoscaling.minReplicas }}
{{- else if .Values.keda.enabled }}{{ .Values.keda.minReplicas }}
{{- else }}{{ .Values.replicaCount }}
{{- end }}
{{- end }}

{{- define "undertone.gracePeriodSeconds" -}}
{{- with .Values.shutdown }}{{ add .preStopSeconds .drainSeconds .marginSeconds }}{{ end }}
{{- end }}

{{- /* The settings that the chart itself decides, over those of the user. */ -}}
{{- define "undertone.config" -}}
{{- $models := dict }}
{{- if ne .Values.model.source "embedded" }}{{ $_ := set $models "path" "/models" }}{{ end }}
{{- with .Values.model.sha256 }}{{ $_ := set $models "sha256" . }}{{ end }}
{{- with .Values.model.default }}{{ $_ := set $models "aliases" (dict "default" .) }}{{ end }}
{{- $security := dict }}
{{- $tokens := dict }}
{{- with .Values.security }}
{{- if .enabled }}{{ $_ := set $security "enabled" true }}{{ end }}
{{- if and .enabled .keys.existingSecret }}{{ $_ := set $security "keys-file" (printf "/keys/%s" .keys.existingSecretKey) }}{{ end }}
{{- with .allowedOrigins }}{{ $_ := set $security "allowed-origins" . }}{{ end }}
{{- if and .enabled .jwt.issuerUri }}{{ $_ := set $tokens "security" (dict "oauth2" (dict "resourceserver" (dict "jwt" (dict "issuer-uri" .jwt.issuerUri "audiences" .jwt.audiences)))) }}{{ end }}
{{- end }}
{{- $undertone := dict "models" $models }}
{{- if $security }}{{ $_ := set $undertone "security" $security }}{{ end }}
{{- if .Values.grpc.enabled }}
{{- $_ := set $undertone "grpc" (dict "port" 9090) }}
{{- end }}
{{- $server := dict "port" 8080 }}
{{- $bundles := dict }}
{{- if .Values.tls.existingSecret }}
{{- $_ := set $server "ssl" (dict "bundle" "web") }}
{{- if .Values.grpc.enabled }}{{ $_ := set $undertone.grpc "ssl-bundle" "web" }}{{ end }}
{{- $keys := dict "certificate" "/tls/tls.crt" "private-key" "/tls/tls.key" }}
{{- $_ := set $bundles "ssl" (dict "bundle" (dict "pem" (dict "web" (dict "reload-on-update" true "keystore" $keys)))) }}
{{- end }}
{{- $management := dict "server" (dict "port" 8081) }}
{{- with .Values.tracing.endpoint }}
{{- $export := dict "otlp" (dict "endpoint" .) }}
{{- $_ := set $management "opentelemetry" (dict "tracing" (dict "export" $export)) }}
{{- $_ := set $management "tracing" (dict "sampling" (dict "probability" $.Values.tracing.sampling)) }}
{{- end }}
{{- $own := dict "undertone" $undertone
      "server" $server
      "management" $management
      "spring" (merge (dict "lifecycle" (dict "timeout-per-shutdown-phase" (printf "%vs" .Values.shutdown.drainSeconds))) $tokens $bundles) }}
{{- $user := dict "undertone" (deepCopy .Values.config) }}
{{- toYaml (mergeOverwrite $user $own) }}
{{- end }}
