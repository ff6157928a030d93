variable "environment" {
  description = "dev, int or prod: part of every name."
  type        = string
}

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
  description = "ECR repositories that the image is pulled from."
  type        = list(string)
  default     = []
}

variable "settings" {
  description = "Environment variables of the gateway, none of them secret: addresses of the national services and what else differs."
  type        = map(string)

  validation {
    condition     = alltrue([for name in ["PDS_URL", "PDS_TOKEN_URL", "SDS_URL", "PROVIDER_ALLOWED_HOSTS"] : contains(keys(var.settings), name)])
    error_message = "The gateway does not start without PDS_URL, PDS_TOKEN_URL, SDS_URL and PROVIDER_ALLOWED_HOSTS."
  }
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

variable "load_balancer" {
  description = "Who may call the load balancer, and under which name: see modules/gateway."
  type = object({
    host_name          = string
    dns_zone_id        = string
    certificate_arn    = string
    client_cidr_blocks = list(string)
    client_ca          = object({ bucket = string, key = string })
  })
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
