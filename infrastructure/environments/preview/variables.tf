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
  description = "Domain of all previews; a wildcard certificate covers it."
  type        = string
}

variable "state_bucket" {
  description = "Bucket with the state of the dev environment, whose network previews share."
  type        = string
}
