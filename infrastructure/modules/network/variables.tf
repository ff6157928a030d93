variable "name" {
  description = "Prefix of every name, for example clinical-data-gateway-dev."
  type        = string
}

variable "cidr_block" {
  description = "Addresses of the network."
  type        = string
  default     = "10.40.0.0/20"
}

variable "zones" {
  description = "Over which availability zones it stretches."
  type        = list(string)

  validation {
    condition     = length(var.zones) >= 2 && length(var.zones) <= 3
    error_message = "A load balancer needs two zones; more than three bring nothing."
  }
}

variable "log_retention_days" {
  description = "How long refused connections are kept."
  type        = number
}

variable "kms_key_arn" {
  description = "Key that logs are encrypted with."
  type        = string
}
