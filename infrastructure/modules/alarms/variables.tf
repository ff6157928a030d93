variable "name" {
  description = "The service, as its metrics name it."
  type        = string
}

variable "alarm_addresses" {
  description = "Mail addresses that alarms go to."
  type        = list(string)
  default     = []
}

variable "kms_key_arn" {
  description = "Key that alarms are encrypted with on their way; CloudWatch has to be let use it."
  type        = string
}

variable "metric_namespace" {
  description = "CloudWatch namespace of the gateway's own metrics."
  type        = string
  default     = "ClinicalDataGateway"
}

variable "load_balancer_arn_suffix" {
  description = "Name under which CloudWatch knows the load balancer."
  type        = string
}

variable "target_group_arn_suffix" {
  description = "Name under which CloudWatch knows the targets."
  type        = string
}

variable "certificate_arn" {
  description = "The load balancer's certificate."
  type        = string
}

variable "replication_group_id" {
  description = "The shared cache; null where there is none."
  type        = string
  default     = null
}

variable "thresholds" {
  description = "When an alarm goes off."
  type = object({
    errors_per_minute = optional(number, 10)
    latency_seconds   = optional(number, 8)
    certificate_days  = optional(number, 30)
  })
  default = {}
}
