variable "region" {
  description = "AWS region."
  type        = string
  default     = "eu-west-2"
}

variable "image" {
  description = "The gateway's image, by digest: repository@sha256:..."
  type        = string
}

variable "image_repository_arns" {
  description = "ECR repositories that the images are pulled from."
  type        = list(string)
  default     = []
}

variable "client_cidr_blocks" {
  description = "From where the gateway may be called, over mutual TLS: the API platform's addresses."
  type        = list(string)
}

variable "client_ca" {
  description = "The authorities of client certificates: a PEM bundle in S3."
  type = object({
    bucket = string
    key    = string
  })
}

variable "certificate_arn" {
  description = "Certificate of the host name, in ACM."
  type        = string
}

variable "dns_zone_id" {
  description = "Route 53 zone of the host name."
  type        = string
}

variable "host_name" {
  description = "Under which the gateway is reached."
  type        = string
}

variable "settings" {
  description = "Addresses of the national services and what else differs: PDS_URL, PDS_TOKEN_URL, SDS_URL, SSP_URL, PROVIDER_ALLOWED_HOSTS, AUDIT_ISSUER."
  type        = map(string)

  validation {
    condition     = alltrue([for name in ["PDS_URL", "PDS_TOKEN_URL", "SDS_URL", "PROVIDER_ALLOWED_HOSTS"] : contains(keys(var.settings), name)])
    error_message = "The gateway does not start without PDS_URL, PDS_TOKEN_URL, SDS_URL and PROVIDER_ALLOWED_HOSTS."
  }
}

variable "alarm_addresses" {
  description = "Mail addresses that alarms go to."
  type        = list(string)
  default     = []
}
