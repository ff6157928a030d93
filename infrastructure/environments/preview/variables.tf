variable "region" {
  description = "AWS region."
  type        = string
  default     = "eu-west-2"
}

variable "image" {
  description = "The gateway's image, by digest: repository@sha256:..."
  type        = string
}

variable "branch" {
  description = "Short name of the branch, or pr- and its number: part of every name."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{0,17}[a-z0-9]$", var.branch))
    error_message = "Lower-case letters, digits and hyphens, 2 to 19 of them."
  }
}

variable "stubs" {
  description = "Images of the stubs by name: pds-stub, sds-stub, provider-stub."
  type        = map(string)
}

variable "domain" {
  description = "Domain of all previews, in the zone of dev."
  type        = string
}

variable "certificate_arn" {
  description = "Certificate of all names of that domain, in ACM."
  type        = string
}

variable "state_bucket" {
  description = "Bucket with the state of dev."
  type        = string
}
