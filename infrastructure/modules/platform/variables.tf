variable "name" {
  description = "Prefix of every name, for example cdg-dev."
  type        = string
}

variable "image" {
  description = "The gateway's image, by digest."
  type        = string
}

variable "image_repository_arns" {
  description = "ECR repositories that the image is pulled from."
  type        = list(string)
  default     = []
}

variable "settings" {
  description = "Environment variables of the gateway, none of them secret."
  type        = map(string)
}

variable "secret_settings" {
  description = "Environment variables whose values stand in Secrets Manager, under the environment's name."
  type        = list(string)
  default = [
    "PDS_API_KEY",
    "PDS_KEY_ID",
    "PDS_PRIVATE_KEY",
    "SDS_API_KEY",
    "PROVIDER_TLS_CERT",
    "PROVIDER_TLS_KEY",
    "PROVIDER_TLS_CA",
    "GATEWAY_TLS_CERT",
    "GATEWAY_TLS_KEY",
    "AUDIT_ANCHOR_KEY",
    "AUDIT_PSEUDONYM_KEY",
  ]
}

variable "cidr_block" {
  description = "Addresses of the network."
  type        = string
}

variable "zones" {
  description = "Over which availability zones everything is spread."
  type        = list(string)
  default     = ["eu-west-2a", "eu-west-2b"]
}

variable "cache_node_type" {
  description = "Size of a node of the shared cache."
  type        = string
  default     = "cache.t4g.small"
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

variable "host_name" {
  description = "Under which the gateway is reached."
  type        = string
}

variable "dns_zone_id" {
  description = "Route 53 zone of the host name."
  type        = string
}

variable "log_retention_days" {
  description = "How long log and audit trail are kept."
  type        = number
}

variable "tasks" {
  description = "Fewest and most tasks."
  type = object({
    min = number
    max = number
  })
}

variable "alarm_addresses" {
  description = "Mail addresses that alarms go to."
  type        = list(string)
  default     = []
}

variable "allow_exec" {
  description = "Whether operators may open a shell in a container. Never in production."
  type        = bool
  default     = false
}

variable "deletion_protection" {
  description = "Whether the load balancer withstands being destroyed by mistake."
  type        = bool
  default     = true
}
