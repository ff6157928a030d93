variable "name" {
  description = "Prefix of every name; at most 28 characters, since load balancers have short names."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,26}[a-z0-9]$", var.name))
    error_message = "Lower-case letters, digits and hyphens, 3 to 28 of them."
  }
}

variable "image" {
  description = "The gateway's image, by digest: what was tested is what runs."
  type        = string

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "Name the image by its digest (repository@sha256:...)."
  }
}

variable "stubs" {
  description = "Images of the stubs by name (pds-stub, sds-stub, provider-stub), for a preview. Null: the real services."
  type        = map(string)
  default     = null

  validation {
    condition     = var.stubs == null ? true : toset(keys(var.stubs)) == toset(["pds-stub", "sds-stub", "provider-stub"])
    error_message = "All three stubs, or none."
  }
}

variable "telemetry_image" {
  description = "The collector that runs beside the gateway."
  type        = string
  default     = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3"
}

variable "image_repository_arns" {
  description = "ECR repositories that the images are pulled from."
  type        = list(string)
  default     = []
}

variable "settings" {
  description = "Environment variables of the gateway (README, Settings), none of them secret."
  type        = map(string)
  default     = {}

  validation {
    condition     = length(setintersection(keys(var.settings), ["PDS_PRIVATE_KEY", "PDS_API_KEY", "SDS_API_KEY", "AUDIT_ANCHOR_KEY", "AUDIT_PSEUDONYM_KEY", "PROVIDER_TLS_KEY", "GATEWAY_TLS_KEY", "REDIS_URL"])) == 0
    error_message = "Secrets go into secrets."
  }
}

variable "secrets" {
  description = "Environment variables whose values stand in Secrets Manager, by the secret's ARN."
  type        = map(string)
  default     = {}
}

variable "cache" {
  description = "The shared cache: its security group and the secret with its address. Null: each task has its own."
  type = object({
    security_group_id = string
    url_secret_arn    = string
  })
  default = null
}

variable "vpc_id" {
  description = "The network."
  type        = string
}

variable "public_subnet_ids" {
  description = "Where the load balancer stands."
  type        = list(string)
}

variable "private_subnet_ids" {
  description = "Where the tasks run, one subnet a zone."
  type        = list(string)
}

variable "internal" {
  description = "Whether the load balancer is reached from inside the network only."
  type        = bool
  default     = false
}

variable "load_balancer" {
  description = "Who may call the load balancer, over mutual TLS, and under which name."
  type = object({
    host_name          = string
    dns_zone_id        = string       # Route 53 zone of the host name
    certificate_arn    = string       # certificate of the host name, in ACM
    client_cidr_blocks = list(string) # the API platform's addresses
    # PEM bundle of authorities: only those that the API platform's proxy gets its certificate from.
    client_ca = object({ bucket = string, key = string })
  })
}

variable "access_log_bucket" {
  description = "S3 bucket for the load balancer's logs."
  type        = string
}

variable "kms_key_arn" {
  description = "Key that logs and secrets are encrypted with."
  type        = string
}

variable "log_retention_days" {
  description = "How long log and audit trail are kept."
  type        = number

  validation {
    condition     = contains([7, 30, 90, 365, 2922, 3288, 3653], var.log_retention_days)
    error_message = "CloudWatch knows certain numbers of days only."
  }
}

variable "task_size" {
  description = "CPU units and MiB of a task. The gateway uses one processor."
  type = object({
    cpu    = number
    memory = number
  })
  default = { cpu = 1024, memory = 2048 }
}

variable "cpu_architecture" {
  description = "ARM64 or X86_64; the images are built for both."
  type        = string
  default     = "ARM64"
}

variable "tasks" {
  description = "Fewest and most tasks."
  type = object({
    min = number
    max = number
  })
}

variable "in_flight_per_task" {
  description = "Requests under way that a task should have on average; MAX_IN_FLIGHT is where it turns more away."
  type        = number
  default     = 150
}

variable "metric_namespace" {
  description = "CloudWatch namespace of the gateway's own metrics."
  type        = string
  default     = "ClinicalDataGateway"
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
