#!/bin/sh
# Asks a gateway for one synthetic patient's record, and prints the status, the seconds and what an error says.
# sh docs/runbooks/ask.sh [gateway] [NHS number] [ODS code of the consumer]
gateway=${1:-http://127.0.0.1:5000}
number=${2:-9999999999}
consumer=${3:-S55555}
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
curl -sk --max-time 30 -o "$answer" -w '%{http_code} after %{time_total} s\n' \
  "$gateway/patient/\$gpc.getstructuredrecord" \
  -H 'Content-Type: application/fhir+json' \
  -H "Ssp-TraceID: $(cat /proc/sys/kernel/random/uuid 2>/dev/null || uuidgen | tr 'A-Z' 'a-z')" \
  -H "ODS-from: $consumer" \
  -d '{ "resourceType": "Parameters", "parameter": [{ "name": "patientNHSNumber", "valueIdentifier":
        { "system": "https://fhir.nhs.uk/Id/nhs-number", "value": "'"$number"'" } }] }'
grep -o '"diagnostics":"[^"]*"' "$answer" | head -n 1
