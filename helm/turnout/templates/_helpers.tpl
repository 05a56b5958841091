{{- define "turnout.name" -}}
{{- printf "%s-%s" .context.Release.Name .part | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "turnout.selector" -}}
app.kubernetes.io/name: turnout
app.kubernetes.io/instance: {{ .context.Release.Name }}
app.kubernetes.io/component: {{ .part }}
{{- end -}}

{{- define "turnout.labels" -}}
{{ include "turnout.selector" . }}
app.kubernetes.io/version: {{ .context.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .context.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .context.Chart.Name .context.Chart.Version }}
{{- end -}}

{{- define "turnout.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}

{{/* Settings of the clients; secrets are named, not written. */}}
{{- define "turnout.kafka" -}}
{{- $kafka := .Values.kafka -}}
{{- $settings := dict "bootstrap.servers" (required "kafka.bootstrapServers: name the brokers, such as kafka:9092" $kafka.bootstrapServers) "schema.registry.url" (required "kafka.schemaRegistryUrl: name the schema registry, such as http://registry:8081" $kafka.schemaRegistryUrl) -}}
{{- if or $kafka.tls.enabled $kafka.sasl.enabled -}}
{{- $_ := set $settings "security.protocol" (printf "%s%s" (ternary "SASL_" "" $kafka.sasl.enabled) (ternary "SSL" "PLAINTEXT" $kafka.tls.enabled)) -}}
{{- end -}}
{{- if $kafka.tls.enabled -}}
{{- if $kafka.tls.existingSecret -}}
{{- $_ := set $settings "ssl.truststore.type" "PEM" -}}
{{- $_ := set $settings "ssl.truststore.certificates" (printf "${file:/etc/turnout/tls/%s}" $kafka.tls.caKey) -}}
{{- end -}}
{{- if $kafka.tls.clientCertificate -}}
{{- $_ := required "kafka.tls.existingSecret: name the Secret with tls.crt and tls.key" $kafka.tls.existingSecret -}}
{{- $_ := set $settings "ssl.keystore.type" "PEM" -}}
{{- $_ := set $settings "ssl.keystore.certificate.chain" "${file:/etc/turnout/tls/tls.crt}" -}}
{{- $_ := set $settings "ssl.keystore.key" "${file:/etc/turnout/tls/tls.key}" -}}
{{- end -}}
{{- end -}}
{{- if $kafka.sasl.enabled -}}
{{- $_ := required "kafka.sasl.existingSecret: name the Secret with the user and the password" $kafka.sasl.existingSecret -}}
{{- $module := ternary "org.apache.kafka.common.security.plain.PlainLoginModule" "org.apache.kafka.common.security.scram.ScramLoginModule" (eq $kafka.sasl.mechanism "PLAIN") -}}
{{- $_ := set $settings "sasl.mechanism" $kafka.sasl.mechanism -}}
{{- $_ := set $settings "sasl.jaas.config" (printf "%s required username=\"${file:/etc/turnout/sasl/%s}\" password=\"${file:/etc/turnout/sasl/%s}\";" $module $kafka.sasl.usernameKey $kafka.sasl.passwordKey) -}}
{{- end -}}
{{- toYaml (mergeOverwrite $settings (deepCopy $kafka.settings)) -}}
{{- end -}}

{{- define "turnout.secretVolumes" -}}
{{- if and .context.Values.kafka.tls.enabled .context.Values.kafka.tls.existingSecret }}
- name: tls
  secret:
    secretName: {{ .context.Values.kafka.tls.existingSecret }}
    defaultMode: 288  # 0440
{{- end }}
{{- if .context.Values.kafka.sasl.enabled }}
- name: sasl
  secret:
    secretName: {{ .sasl }}
    defaultMode: 288  # 0440
{{- end }}
{{- end -}}

{{- define "turnout.secretMounts" -}}
{{- if and .Values.kafka.tls.enabled .Values.kafka.tls.existingSecret }}
- {name: tls, mountPath: /etc/turnout/tls, readOnly: true}
{{- end }}
{{- if .Values.kafka.sasl.enabled }}
- {name: sasl, mountPath: /etc/turnout/sasl, readOnly: true}
{{- end }}
{{- end -}}

{{- define "turnout.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "turnout.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{- define "turnout.probes" -}}
startupProbe:
  httpGet: {path: /health/live, port: admin}
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /health/live, port: admin}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /health/ready, port: admin}
  periodSeconds: 5
  timeoutSeconds: 5
{{- end -}}

{{/* The ports on which models are served, as "model: port". */}}
{{- define "turnout.modelPorts" -}}
{{- range .Values.agent.models }}
{{- $listen := .listen }}
{{- if and (not $listen) .router (kindIs "map" .router) .router.proxy }}{{ $listen = .router.proxy.listen }}{{ end }}
{{- if $listen }}
{{ .name }}: {{ splitList ":" $listen | last }}
{{- end }}
{{- end }}
{{- end -}}
