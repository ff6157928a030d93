variable "name" {
  description = "Prefix of every name; at most 40 characters, as ElastiCache has it."
  type        = string

  validation {
    condition     = length(var.name) <= 40
    error_message = "ElastiCache takes at most 40 characters."
  }
}

variable "vpc_id" {
  description = "The network."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets, one a zone."
  type        = list(string)
}

variable "node_type" {
  description = "Size of a node. The cache holds some ten thousand short answers."
  type        = string
  default     = "cache.t4g.small"
}

variable "node_count" {
  description = "A primary and its replicas in other zones."
  type        = number
  default     = 2

  validation {
    condition     = var.node_count >= 2
    error_message = "One that fails needs another to take over."
  }
}

variable "kms_key_arn" {
  description = "Key that the data and the address are encrypted with."
  type        = string
}
